package uk.propercourse.review;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when an incident does not exist. */
public final class IncidentNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    private final transient IncidentId incidentId;

    IncidentNotFoundException(IncidentId incidentId) {
        super("There is no incident " + incidentId + ".");
        this.incidentId = incidentId;
    }

    /** The incident that was asked for. */
    public IncidentId incidentId() {
        return incidentId;
    }

    @Override
    public String code() {
        return "incident-not-found";
    }
}
