package uk.propercourse.kernel;

/** Thrown when a request asks for something that does not exist or lies outside the caller's scope. The message is safe to show: it says what, where and what to do. */
public abstract class NotFoundException extends RuntimeException {

    /** Creates the refusal with a message for people. */
    protected NotFoundException(String message) {
        super(message);
    }

    /** A stable word for machines, kebab case. */
    public abstract String code();
}
