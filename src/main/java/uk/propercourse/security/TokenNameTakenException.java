package uk.propercourse.security;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a token is created under a name that another one has. */
public final class TokenNameTakenException extends ConflictException {

    TokenNameTakenException(String name) {
        super("There is a token named '" + name + "' already. Choose another name.");
    }

    @Override
    public String code() {
        return "token-name-taken";
    }
}
