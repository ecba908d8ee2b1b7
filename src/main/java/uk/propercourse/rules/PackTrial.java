package uk.propercourse.rules;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all live rules together fire on in a period.
 *
 * @param from first London day
 * @param to last London day
 * @param accesses settled accesses in the period
 * @param rules each live rule, those that fire most first
 * @param flags stories whose points reach the threshold
 * @param dossiers weeks of members of staff with such a story
 * @param staff members of staff of the force
 * @param seconds how long it took
 */
public record PackTrial(
        LocalDate from,
        LocalDate to,
        long accesses,
        List<Share> rules,
        long flags,
        long dossiers,
        long staff,
        double seconds) {

    /** Copies the list. */
    public PackTrial {
        rules = List.copyOf(rules);
    }

    /**
     * One rule's part.
     *
     * @param sampled null where it was asked about everybody; else of how many members of staff one was asked about: the other
     *     numbers are estimates, and the flags are counted without it
     * @param matches accesses it fires on
     * @param stories that these belong to
     * @param people members of staff whose accesses they are
     */
    public record Share(Rule rule, @Nullable Integer sampled, long matches, long stories, long people) {}

    /** How many days the period has. */
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** The dossiers of a day for each 1,000 members of staff; 0 where nobody is known. */
    public double load() {
        return staff == 0 ? 0 : dossiers * 1000.0 / days() / staff;
    }
}
