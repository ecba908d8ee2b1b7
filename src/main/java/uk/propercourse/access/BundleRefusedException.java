package uk.propercourse.access;

import uk.propercourse.kernel.InvalidException;

/** Thrown when an evidence bundle of no events, or too many, is asked for. */
public final class BundleRefusedException extends InvalidException {

    BundleRefusedException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "bundle-refused";
    }
}
