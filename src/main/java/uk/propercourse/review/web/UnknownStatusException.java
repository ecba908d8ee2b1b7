package uk.propercourse.review.web;

import uk.propercourse.kernel.InvalidException;

/** Thrown when flags are asked for by a status that there is not. */
final class UnknownStatusException extends InvalidException {

    UnknownStatusException(String status) {
        super("There is no status '" + status + "'. A flag is OPEN, ASKED, EXPLAINED or DECIDED.");
    }

    @Override
    public String code() {
        return "unknown-status";
    }
}
