package uk.propercourse.investigation;

/** Whose matter it is, which decides the law that it goes by. */
public enum PersonKind {
    /** A police officer. */
    OFFICER("Police officer", "Police (Conduct) Regulations 2020", "Notice under regulation 17"),
    /** A special constable. */
    SPECIAL("Special constable", "Police (Conduct) Regulations 2020", "Notice under regulation 17"),
    /** A member of police staff. */
    STAFF("Police staff", "local staff procedure", "Letter under the staff procedure");

    private final String label;
    private final String regime;
    private final String notice;

    PersonKind(String label, String regime, String notice) {
        this.label = label;
        this.regime = regime;
        this.notice = notice;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** The rules that proceedings go by. */
    public String regime() {
        return regime;
    }

    /** How the person is told that they are under investigation. */
    public String notice() {
        return notice;
    }
}
