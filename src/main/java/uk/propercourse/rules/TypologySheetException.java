package uk.propercourse.rules;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a sheet cannot be set so, or the proposal has moved on since the page was shown; nothing was changed. */
public final class TypologySheetException extends ConflictException {

    private static final long serialVersionUID = 1L;

    TypologySheetException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "typology-sheet";
    }
}
