package uk.propercourse.kernel;

/** Thrown when a request is one the caller may not make. The message is safe to show: it says what, where and what to do. */
public abstract class RefusedException extends RuntimeException {

    /** Creates the refusal with a message for people. */
    protected RefusedException(String message) {
        super(message);
    }

    /** A stable word for machines, kebab case. */
    public abstract String code();
}
