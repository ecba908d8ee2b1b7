package uk.propercourse.investigation;

/** Where an investigation is. */
public enum InvestigationStatus {
    /** Under way. */
    OPEN("Open"),
    /** An outcome is recorded. */
    CONCLUDED("Concluded");

    private final String label;

    InvestigationStatus(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
