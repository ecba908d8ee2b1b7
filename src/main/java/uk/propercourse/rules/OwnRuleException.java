package uk.propercourse.rules;

import uk.propercourse.kernel.RefusedException;

/** Thrown when somebody would decide about a rule that they wrote. */
public final class OwnRuleException extends RefusedException {

    private static final long serialVersionUID = 1L;

    OwnRuleException() {
        super("You wrote this version, so a second person decides about it.");
    }

    @Override
    public String code() {
        return "own-rule";
    }
}
