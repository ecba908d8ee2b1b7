package uk.propercourse.review;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a flag does not exist or is not for the user to see. */
public final class FlagNotFoundException extends NotFoundException {

    private final transient FlagId flagId;

    FlagNotFoundException(FlagId flagId) {
        super("There is no flag " + flagId + " that you may see.");
        this.flagId = flagId;
    }

    /** The flag that was asked for. */
    public FlagId flagId() {
        return flagId;
    }

    @Override
    public String code() {
        return "flag-not-found";
    }
}
