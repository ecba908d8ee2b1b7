package uk.propercourse.review;

/** Where a request for justification is. */
public enum RequestStatus {
    /** The person has to answer. */
    WITH_OFFICER("with the person"),
    /** The supervisor has to decide. */
    WITH_SUPERVISOR("with the supervisor"),
    /** Professional Standards has the answer. */
    ANSWERED("answered"),
    /** Nobody answered in time. */
    OVERDUE("closed without an answer in time"),
    /** Professional Standards took it back. */
    WITHDRAWN("withdrawn");

    private final String label;

    RequestStatus(String label) {
        this.label = label;
    }

    /** For people, as in "this request is ...". */
    public String label() {
        return label;
    }
}
