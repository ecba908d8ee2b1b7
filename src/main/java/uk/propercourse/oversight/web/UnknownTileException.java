package uk.propercourse.oversight.web;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a path names no tile. */
final class UnknownTileException extends NotFoundException {

    UnknownTileException(String path) {
        super("There is no tile '" + path + "'; entries are not served.");
    }

    @Override
    public String code() {
        return "unknown-tile";
    }
}
