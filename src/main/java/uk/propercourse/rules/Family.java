package uk.propercourse.rules;

/**
 * A family of evidence. Within a family only the strongest match counts, so that one circumstance seen by two rules is
 * not counted twice, and no family but the deterministic ones can carry a flag alone.
 *
 * <p>The reasoning behind the caps is in {@code docs/scoring.md}.
 */
public enum Family {
    /** Nothing in casework explains the access. */
    UNEXPLAINED(5, "Unexplained"),
    /** The person is tied to the record in private life. */
    RELATIONSHIP(70, "Relationship"),
    /** The record is one that draws curiosity or needs protection. */
    SENSITIVITY(60, "Sensitivity"),
    /** The person came back, unexplained. */
    PERSISTENCE(60, "Persistence"),
    /** Few honest accesses look like this one. */
    RARITY(15, "Rarity"),
    /** The person was not at work. */
    DUTY(65, "Duty"),
    /** The case reference that was given does not bear it out. */
    REFERENCE(40, "Case reference"),
    /** Far more than the work of the role needs. */
    VOLUME(65, "Volume"),
    /** Data left the system. */
    DISCLOSURE(10, "Taken out"),
    /** The account may have been in other hands. */
    SESSION(45, "Session"),
    /** It shows only across records and weeks. */
    PATTERN(65, "Pattern");

    private final int cap;
    private final String label;

    Family(int cap, String label) {
        this.cap = cap;
        this.label = label;
    }

    /** The most points it can contribute to a flag. */
    public int cap() {
        return cap;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }
}
