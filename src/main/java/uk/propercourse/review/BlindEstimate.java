package uk.propercourse.review;

/**
 * What blind judgements say about the weeks that were drawn from.
 *
 * @param unflagged of the unflagged weeks: judged, of these asked about, and all there are
 * @param flagged the same of the flagged ones
 */
public record BlindEstimate(SampleEstimate unflagged, SampleEstimate flagged) {

    /** Weeks of each kind below which no share is shown: it would tell which single week was flagged. */
    public static final int FEWEST = 5;

    /** Whether enough of both kinds were judged. */
    public boolean isKnown() {
        return unflagged.judged() >= FEWEST && flagged.judged() >= FEWEST;
    }

    /**
     * Of the weeks that a reviewer would ask about, the share that flags find at the least and at the most, from 0 to 1, as far as
     * the interval of the unflagged ones says; without their uncertainty about the flagged.
     */
    public double lowRecall() {
        return recall(unflagged.high());
    }

    public double highRecall() {
        return recall(unflagged.low());
    }

    private double recall(double missedShare) {
        double found = (double) flagged.notShown() / flagged.judged() * flagged.accesses();
        double missed = missedShare * unflagged.accesses();
        return found + missed == 0 ? 1 : found / (found + missed);
    }
}
