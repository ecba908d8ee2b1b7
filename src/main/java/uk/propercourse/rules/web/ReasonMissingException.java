package uk.propercourse.rules.web;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a decision came without its reason. */
final class ReasonMissingException extends InvalidException {

    private static final long serialVersionUID = 1L;

    ReasonMissingException(int shortest) {
        super("Nothing was decided: go back and give a reason of at least " + shortest + " characters.");
    }

    @Override
    public String code() {
        return "reason-missing";
    }
}
