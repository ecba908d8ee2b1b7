package uk.propercourse.ledger;

import java.nio.file.Path;
import uk.propercourse.kernel.ConflictException;

/** Thrown when the key that signs the ledger is missing or not the one that the ledger announces. */
public final class LedgerKeyException extends ConflictException {

    private static final long serialVersionUID = 1L;

    LedgerKeyException(Path file, String what) {
        super("The ledger's signing key " + file + " " + what
                + ". Nothing is stored unsigned: put the right file back. Where it is lost for good, run 'ledger"
                + " rotate-key --lost yes', which makes a new key and records that in the ledger.");
    }

    @Override
    public String code() {
        return "ledger-key";
    }
}
