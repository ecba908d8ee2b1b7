package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when reading cannot be directed, or not be ended, as things stand; nothing was changed. */
public final class DirectedReadingException extends ConflictException {

    private static final long serialVersionUID = 1L;

    DirectedReadingException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "directed-reading";
    }
}
