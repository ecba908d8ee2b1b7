package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a dossier cannot be given to that colleague; nothing was changed. */
public final class DossierAssignmentException extends ConflictException {

    private static final long serialVersionUID = 1L;

    DossierAssignmentException(String username, String conflict) {
        super(username + " cannot be given this dossier: " + conflict + ". Nothing was changed.");
    }

    @Override
    public String code() {
        return "dossier-assignment";
    }
}
