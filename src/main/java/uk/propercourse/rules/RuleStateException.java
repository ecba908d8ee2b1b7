package uk.propercourse.rules;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a rule has moved on since the page was shown, or a step is missing; nothing was changed. */
public final class RuleStateException extends ConflictException {

    private static final long serialVersionUID = 1L;

    RuleStateException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "rule-state";
    }
}
