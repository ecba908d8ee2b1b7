package uk.propercourse.review;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a filter cannot be kept; nothing was saved. */
public final class SavedFilterException extends InvalidException {

    private static final long serialVersionUID = 1L;

    private SavedFilterException(String message) {
        super(message);
    }

    static SavedFilterException unnamed() {
        return new SavedFilterException("The filter was not saved: give it a name of 1 to " + SavedFilter.LONGEST
                + " characters. Go back to change it.");
    }

    static SavedFilterException tooMany() {
        return new SavedFilterException("The filter was not saved: you keep " + SavedFilter.MOST
                + " already. Remove one of them first, or save it under the name of one of them.");
    }

    @Override
    public String code() {
        return "saved-filter";
    }
}
