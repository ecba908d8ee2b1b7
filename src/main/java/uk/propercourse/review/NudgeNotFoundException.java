package uk.propercourse.review;

import java.util.UUID;
import uk.propercourse.kernel.NotFoundException;

/** Thrown when there is no such nudge, or it is not the user's to see. */
public final class NudgeNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    NudgeNotFoundException(UUID id) {
        super("There is no nudge " + id + ".");
    }

    @Override
    public String code() {
        return "nudge-not-found";
    }
}
