package uk.propercourse.verifier;

import java.util.List;

/**
 * What a check found.
 *
 * @param holds whether the checkpoint's signature verifies and no event is changed or missing
 * @param lines for people: the checkpoint first, then one for each event
 */
public record Verdict(boolean holds, List<String> lines) {

    /** Copies the lines. */
    public Verdict {
        lines = List.copyOf(lines);
    }
}
