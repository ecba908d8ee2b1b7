package uk.propercourse.simulation;

/**
 * How a synthetic force works and what its feeds leave out: shares from 0 to 1, drawn from the seed, so that two forces
 * differ in more than their dice. The middle values are those of the detection notes (noise of real feeds).
 *
 * @param missingReference look-ups without a case reference
 * @param mistypedReference with one that does not exist
 * @param stickyReference with the reference of the look-up before
 * @param lateLink links that are recorded hours or days after the look
 * @param rosterGap shifts that were worked and are not on the roster
 * @param overrun look-ups after the end of the shift
 * @param unrecordedStop stops that nobody wrote down
 * @param verbalRequest look-ups somebody asked for in passing
 * @param crossUnitHelp look-ups for another unit's case
 * @param wrongPerson look-ups that open somebody of the same name first
 * @param unrecordedCause further look-ups at people with honest causes that no feed records
 * @param product cases on which working leaves a trace within the day
 */
record Habits(
        double missingReference,
        double mistypedReference,
        double stickyReference,
        double lateLink,
        double rosterGap,
        double overrun,
        double unrecordedStop,
        double verbalRequest,
        double crossUnitHelp,
        double wrongPerson,
        double unrecordedCause,
        double product) {

    /** What people give as the reason when they give none. */
    static final java.util.List<String> GENERIC = java.util.List.of(
            "as per", "check", "enquiries", "inv", "intel", "ongoing enquiry", "police purposes", ".");

    /** Draws the habits of a force. */
    static Habits draw(Dice dice, boolean hard) {
        return new Habits(
                dice.between(0.10, 0.35),
                dice.between(0.005, 0.015),
                dice.between(0.01, 0.04),
                dice.between(0.03, 0.06),
                dice.between(0.002, 0.006),
                dice.between(0.005, 0.02),
                dice.between(0.05, 0.15),
                dice.between(0.003, 0.008),
                dice.between(0.003, 0.009),
                dice.between(0.004, 0.010),
                hard ? 0.08 : 0,
                dice.between(0.5, 0.8));
    }
}
