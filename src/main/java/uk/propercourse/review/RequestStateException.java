package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a request for justification is not in the state that an act upon it needs; nothing was changed. */
public final class RequestStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    RequestStateException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "request-state";
    }
}
