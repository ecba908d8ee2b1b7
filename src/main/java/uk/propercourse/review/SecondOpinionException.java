package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a second opinion is not for that user, or not asked for any more; nothing was changed. */
public final class SecondOpinionException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private SecondOpinionException(String message) {
        super(message);
    }

    static SecondOpinionException ownDecision() {
        return new SecondOpinionException(
                "You decided this yourself. Nothing was changed: somebody else has to look at it, or you put it back into the queue.");
    }

    static SecondOpinionException notAsked() {
        return new SecondOpinionException(
                "No second opinion is asked for about this flag any more. Nothing was changed.");
    }

    @Override
    public String code() {
        return "second-opinion";
    }
}
