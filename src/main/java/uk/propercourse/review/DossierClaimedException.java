package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when somebody else works on a dossier; nothing was changed. */
public final class DossierClaimedException extends ConflictException {

    private static final long serialVersionUID = 1L;

    DossierClaimedException(String by) {
        super(by + " works on this dossier. Nothing was changed: ask them to release it, or take the next one.");
    }

    @Override
    public String code() {
        return "dossier-claimed";
    }
}
