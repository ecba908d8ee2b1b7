package uk.propercourse.review;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a week was not drawn, or is not for the user. */
public final class BlindWeekNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    BlindWeekNotFoundException() {
        super("That week was not drawn, or it is not yours to judge.");
    }

    @Override
    public String code() {
        return "blind-week-not-found";
    }
}
