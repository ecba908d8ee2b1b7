package uk.propercourse.rules;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when there is no such rule or version. */
public final class RuleNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    RuleNotFoundException(String code) {
        super("There is no rule '" + code + "'.");
    }

    @Override
    public String code() {
        return "rule-not-found";
    }
}
