package uk.propercourse.explanation;

import uk.propercourse.kernel.ConflictException;

/** Thrown when strengths cannot be set so, or the proposal has moved on since the page was shown; nothing was changed. */
public final class StrengthPolicyException extends ConflictException {

    private static final long serialVersionUID = 1L;

    StrengthPolicyException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "strength-policy";
    }
}
