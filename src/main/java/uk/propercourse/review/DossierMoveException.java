package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when flags cannot be put into another dossier as things stand; nothing was changed. */
public final class DossierMoveException extends ConflictException {

    private static final long serialVersionUID = 1L;

    DossierMoveException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "dossier-move";
    }
}
