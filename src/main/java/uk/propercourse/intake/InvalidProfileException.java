package uk.propercourse.intake;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a source profile does not exist or cannot be used. */
public final class InvalidProfileException extends InvalidException {

    InvalidProfileException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "invalid-profile";
    }
}
