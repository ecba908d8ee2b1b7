package uk.propercourse.review;

import uk.propercourse.kernel.RefusedException;

/** Thrown when what is asked for names a person whose name the user has not given a reason to see. */
public final class NotRevealedException extends RefusedException {

    private static final long serialVersionUID = 1L;

    /** Creates the refusal. */
    public NotRevealedException() {
        super("These entries name the person's account. Go back to the flag and give a reason to see the name first.");
    }

    @Override
    public String code() {
        return "not-revealed";
    }
}
