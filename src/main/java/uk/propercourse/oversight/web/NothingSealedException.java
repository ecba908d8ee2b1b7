package uk.propercourse.oversight.web;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when the ledger is asked for before anything was stored. */
final class NothingSealedException extends NotFoundException {

    NothingSealedException() {
        super("The ledger is empty: nothing was stored yet.");
    }

    @Override
    public String code() {
        return "nothing-sealed";
    }
}
