package uk.propercourse.investigation;

import java.time.Instant;
import java.util.List;
import uk.propercourse.review.FlagId;

/**
 * An investigation with all that was recorded of it.
 *
 * @param steps oldest first
 * @param outcomes newest first: the first counts
 */
public record InvestigationDetail(
        InvestigationSummary summary,
        List<FlagEntry> flags,
        List<Step> steps,
        List<Outcome> outcomes,
        List<TimelineEntry> timeline) {

    /** A flag of the matter. */
    public record FlagEntry(FlagId id, String because, int score, int accesses, Instant raisedAt) {}

    /** An access of one of its flags, across systems. */
    public record TimelineEntry(Instant at, String system, String eventId, String what, boolean explained) {}

    /** Copies the lists. */
    public InvestigationDetail {
        flags = List.copyOf(flags);
        steps = List.copyOf(steps);
        outcomes = List.copyOf(outcomes);
        timeline = List.copyOf(timeline);
    }

    /** The clock that runs, if any: a mandatory referral that is not recorded as made. */
    public java.util.Optional<Step> clock() {
        return Step.openClock(steps);
    }
}
