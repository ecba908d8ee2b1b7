package uk.propercourse.kernel;

/** Thrown when a decision came without its reason; nothing was decided. */
public final class ReasonMissingException extends InvalidException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the refusal.
     *
     * @param shortest the characters that a reason has at least
     */
    public ReasonMissingException(int shortest) {
        super("Nothing was decided: go back and give a reason of at least " + shortest + " characters.");
    }

    @Override
    public String code() {
        return "reason-missing";
    }
}
