package uk.propercourse.explanation;

import uk.propercourse.kernel.RefusedException;

/** Thrown when somebody would decide about strengths that they proposed. */
public final class OwnStrengthPolicyException extends RefusedException {

    private static final long serialVersionUID = 1L;

    OwnStrengthPolicyException() {
        super("You proposed these strengths, so a second person decides about them. You can withdraw the proposal.");
    }

    @Override
    public String code() {
        return "own-strength-policy";
    }
}
