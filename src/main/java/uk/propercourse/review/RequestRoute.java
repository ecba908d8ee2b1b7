package uk.propercourse.review;

/** Who is asked for a justification. */
public enum RequestRoute {
    /** The person who looked. */
    OFFICER("The person", "They see the accesses and the question, and answer to Professional Standards."),
    /** Who answered for the person at the time of the access. */
    SUPERVISOR("Their supervisor", "The supervisor at the time of the access sees the accesses and decides."),
    /** First the one, then the other. */
    OFFICER_THEN_SUPERVISOR(
            "The person, then their supervisor", "The supervisor decides about the answer that the person gives.");

    private final String label;
    private final String consequence;

    RequestRoute(String label, String consequence) {
        this.label = label;
        this.consequence = consequence;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** What happens then. */
    public String consequence() {
        return consequence;
    }
}
