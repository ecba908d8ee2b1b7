package uk.propercourse.security;

import uk.propercourse.kernel.RefusedException;

/** Thrown when a token lacks the scope that a call needs. */
public final class ScopeMissingException extends RefusedException {

    ScopeMissingException(String scope) {
        super("This token may not do that: it lacks the scope " + scope + ".");
    }

    @Override
    public String code() {
        return "scope-missing";
    }
}
