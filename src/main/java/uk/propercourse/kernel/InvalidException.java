package uk.propercourse.kernel;

/** Thrown when a request cannot be carried out as it was put. The message is safe to show: it says what, where and what to do. */
public abstract class InvalidException extends RuntimeException {

    /** Creates the refusal with a message for people. */
    protected InvalidException(String message) {
        super(message);
    }

    /** A stable word for machines, kebab case. */
    public abstract String code();
}
