package uk.propercourse.ledger;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a part of the ledger is asked for that it does not have. */
public final class OutsideLedgerException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    OutsideLedgerException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "outside-ledger";
    }
}
