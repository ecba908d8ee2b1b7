package uk.propercourse.rules.web;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a rule is to be tried on days that nobody can mean. */
final class BackTestPeriodException extends InvalidException {

    private static final long serialVersionUID = 1L;

    BackTestPeriodException() {
        super("A rule is tried on days of the years 2000 to 2199.");
    }

    @Override
    public String code() {
        return "back-test-period";
    }
}
