package uk.propercourse.rules;

/** The kinds of misuse; each has a sheet that says how it shows, see {@link TypologySheets}. */
public enum Typology {
    SELF("Own record"),
    OWN_CASE("Own case"),
    EX_PARTNER("Partner or former partner"),
    FAMILY("Family"),
    NEIGHBOUR("Neighbour"),
    COLLEAGUE("Colleague"),
    CURIOSITY("Curiosity about an incident"),
    VICTIM_PREDATION("Preying on vulnerable people"),
    CRIME_GROUP("Crime group"),
    SIDE_BUSINESS("Business on the side"),
    SOCIAL_VETTING("Favour or private check"),
    OFF_DUTY("Off duty"),
    BULK_EXPORT("Taking out in bulk"),
    SHARED_LOGIN("Shared log-in"),
    AFTER_TRANSFER("Former unit"),
    LEAVER("Suspended or left"),
    BORROWED_REF("Borrowed case reference"),
    LAUNDERING("Tie made afterwards"),
    FIXATION("Fixation"),
    PLATE_TRACKING("Following a vehicle");

    private final String label;

    Typology(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
