package uk.propercourse.investigation;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when an investigation does not exist or is not for the user to see. */
public final class InvestigationNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    private final transient InvestigationId investigationId;

    InvestigationNotFoundException(InvestigationId investigationId) {
        super("There is no investigation " + investigationId + " that you may see.");
        this.investigationId = investigationId;
    }

    /** The investigation that was asked for. */
    public InvestigationId investigationId() {
        return investigationId;
    }

    @Override
    public String code() {
        return "investigation-not-found";
    }
}
