package uk.propercourse.investigation;

/** What an evidence pack leaves out. */
public enum Redaction {
    NOTHING("Nothing left out", "For the appropriate authority, counsel and the IOPC. With the evidence bundle."),
    THIRD_PARTIES(
            "Without third parties",
            "For the person concerned and their friend. Records, cases and colleagues have numbers; free text is left out."),
    EVERYBODY(
            "Without anybody",
            "For training. The person has no name either; the reference and the times stay, so it is not for publication.");

    private final String label;
    private final String meaning;

    Redaction(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** For whom it is. */
    public String meaning() {
        return meaning;
    }

    /** Whether records, cases and colleagues are named, and what people typed is quoted. */
    public boolean isFull() {
        return this == NOTHING;
    }
}
