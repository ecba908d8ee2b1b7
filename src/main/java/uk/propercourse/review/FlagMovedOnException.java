package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a flag has changed since the page was shown; nothing was decided. */
public final class FlagMovedOnException extends ConflictException {

    private static final long serialVersionUID = 1L;

    FlagMovedOnException() {
        super("This flag has changed since you opened it. Nothing was decided: read what is new, then decide.");
    }

    @Override
    public String code() {
        return "flag-moved-on";
    }
}
