package uk.propercourse.investigation;

import uk.propercourse.kernel.ConflictException;

/** Thrown when an investigation is not in the state that an act upon it needs; nothing was changed. */
public final class InvestigationStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    InvestigationStateException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "investigation-state";
    }
}
