package uk.propercourse.review;

/**
 * What the sample says about all accesses of the days it was drawn from.
 *
 * @param judged drawn accesses of which somebody could tell
 * @param notShown of them, those of which no purpose was shown
 * @param accesses all accesses of these days
 */
public record SampleEstimate(long judged, long notShown, long accesses) {

    /** The 97.5 % point of the normal distribution, for an interval that holds 95 times in 100. */
    private static final double Z = 1.959964;

    /** The lower end of Wilson's interval for the share without a purpose, from 0 to 1. */
    public double low() {
        return judged == 0 ? 0 : Math.max(0, centre() - half());
    }

    /** The upper end. */
    public double high() {
        return judged == 0 ? 1 : Math.min(1, centre() + half());
    }

    /** The fewest and the most accesses without a purpose that this means. */
    public long lowCount() {
        return (long) Math.floor(low() * accesses);
    }

    public long highCount() {
        return (long) Math.ceil(high() * accesses);
    }

    private double centre() {
        return (share() + Z * Z / (2 * judged)) / (1 + Z * Z / judged);
    }

    private double half() {
        return Z / (1 + Z * Z / judged) * Math.sqrt(share() * (1 - share()) / judged + Z * Z / (4.0 * judged * judged));
    }

    private double share() {
        return (double) notShown / judged;
    }
}
