package uk.propercourse.web;

import uk.propercourse.kernel.ReasonMissingException;

/** Reasons that people type where an act needs one. */
public final class Reasons {

    /** The characters that a reason has at least. */
    public static final int SHORTEST = 10;

    private Reasons() {}

    /**
     * The reason without blanks around it.
     *
     * @throws ReasonMissingException when it is shorter than a reason can be
     */
    public static String demand(String typed) {
        String reason = typed.strip();
        if (reason.length() < SHORTEST) {
            throw new ReasonMissingException(SHORTEST);
        }
        return reason;
    }
}
