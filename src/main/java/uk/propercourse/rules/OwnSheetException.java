package uk.propercourse.rules;

import uk.propercourse.kernel.RefusedException;

/** Thrown when somebody would sign or refuse a sheet that they proposed. */
public final class OwnSheetException extends RefusedException {

    private static final long serialVersionUID = 1L;

    OwnSheetException() {
        super("You proposed this sheet, so a second person signs it. You can withdraw the proposal.");
    }

    @Override
    public String code() {
        return "own-sheet";
    }
}
