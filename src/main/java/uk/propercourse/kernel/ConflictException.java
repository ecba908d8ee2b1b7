package uk.propercourse.kernel;

/** Thrown when a request meets a stale version or a forbidden transition. The message is safe to show: it says what, where and what to do. */
public abstract class ConflictException extends RuntimeException {

    /** Creates the refusal with a message for people. */
    protected ConflictException(String message) {
        super(message);
    }

    /** A stable word for machines, kebab case. */
    public abstract String code();
}
