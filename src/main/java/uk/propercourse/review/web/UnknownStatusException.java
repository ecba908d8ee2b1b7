package uk.propercourse.review.web;

import uk.propercourse.kernel.InvalidException;
import uk.propercourse.review.FlagStatus;

/** Thrown when flags are asked for by a status that there is not. */
final class UnknownStatusException extends InvalidException {

    UnknownStatusException(String status) {
        super("There is no status '" + status + "'. It is one of " + FlagStatus.names() + ".");
    }

    @Override
    public String code() {
        return "unknown-status";
    }
}
