package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when somebody cannot be nudged, or a nudge not be answered, as things stand; nothing was changed. */
public final class NudgeException extends ConflictException {

    private static final long serialVersionUID = 1L;

    NudgeException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "nudge-state";
    }
}
