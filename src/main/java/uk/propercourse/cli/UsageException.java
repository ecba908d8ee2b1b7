package uk.propercourse.cli;

/** Thrown when a command's arguments are not what it takes. */
final class UsageException extends RuntimeException {

    UsageException(String message) {
        super(message);
    }
}
