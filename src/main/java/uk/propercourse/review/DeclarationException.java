package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a declaration cannot be made or decided as things stand; nothing was changed. */
public final class DeclarationException extends ConflictException {

    private static final long serialVersionUID = 1L;

    DeclarationException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "declaration-state";
    }
}
