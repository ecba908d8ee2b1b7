package uk.propercourse.rules.language;

import uk.propercourse.kernel.InvalidException;

/** Thrown when an expression is not a condition over the vocabulary; the message points at the place. */
public final class RuleSyntaxException extends InvalidException {

    RuleSyntaxException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "rule-syntax";
    }
}
