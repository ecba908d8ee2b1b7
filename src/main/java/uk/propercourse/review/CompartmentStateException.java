package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a covert matter is not in the state that an act upon it needs; nothing was changed. */
public final class CompartmentStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    CompartmentStateException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "compartment-state";
    }
}
