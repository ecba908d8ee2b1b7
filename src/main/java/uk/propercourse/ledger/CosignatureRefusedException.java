package uk.propercourse.ledger;

import uk.propercourse.kernel.InvalidException;

/** Thrown when what a witness sent is no cosignature of a checkpoint of ours. */
public final class CosignatureRefusedException extends InvalidException {

    private static final long serialVersionUID = 1L;

    CosignatureRefusedException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "cosignature";
    }
}
