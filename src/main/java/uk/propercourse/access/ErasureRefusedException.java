package uk.propercourse.access;

import uk.propercourse.kernel.InvalidException;

/** Thrown when an erasure is asked for without what it needs. */
public final class ErasureRefusedException extends InvalidException {

    ErasureRefusedException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "erasure-refused";
    }
}
