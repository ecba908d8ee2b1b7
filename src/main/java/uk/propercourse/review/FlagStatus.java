package uk.propercourse.review;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a flag stands. */
public enum FlagStatus {
    /** Waits for a decision. */
    OPEN("Open", "Open, strongest first unless sorted otherwise"),
    /** Somebody is asked for a justification. */
    ASKED("Asked about", "Somebody is asked for a justification"),
    /** Closed by one person, and a second one has to agree. */
    TO_CONFIRM("Waits for a second person", "Closed by one person; a second one has to agree"),
    /** Decided. */
    DECIDED("Decided", "Decided"),
    /** Casework that came in since explains it. */
    EXPLAINED("Explained since", "Explained since they were raised");

    private final String label;
    private final String heading;

    FlagStatus(String label, String heading) {
        this.label = label;
        this.heading = heading;
    }

    /** For people, of one flag. */
    public String label() {
        return label;
    }

    /** For people, over a list. */
    public String heading() {
        return heading;
    }

    /** The status of that name. */
    public static Optional<FlagStatus> find(@Nullable String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(FlagStatus::name).collect(Collectors.joining(", "));
    }
}
