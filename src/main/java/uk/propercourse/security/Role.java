package uk.propercourse.security;

/** What a user of this application is here for. A user may have several. */
public enum Role {
    /** Professional Standards: reviews flags. */
    PSD_INVESTIGATOR("Professional Standards investigator"),
    /** Professional Standards: leads the team. */
    PSD_MANAGER("Professional Standards manager"),
    /** Answers for a team. */
    SUPERVISOR("Supervisor"),
    /** An officer or member of staff, who may be asked to justify an access. */
    OFFICER("Officer or member of staff"),
    /** Runs feeds, rules and users; sees no flag. */
    FORCE_ADMIN("Force IT administrator"),
    /** Data protection officer or auditor: watches the watchers. */
    DATA_PROTECTION("Data protection officer"),
    /** HMICFRS or another inspector: reads figures and coverage. */
    INSPECTOR("Inspector");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** Its name for people. */
    public String label() {
        return label;
    }

    /** The authority Spring Security knows it by. */
    public String authority() {
        return "ROLE_" + name();
    }
}
