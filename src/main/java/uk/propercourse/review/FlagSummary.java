package uk.propercourse.review;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;

/**
 * A flag as the queue shows it.
 *
 * @param subject the record it is about, null where the story is a day
 * @param subjectName what the record is called, for people
 * @param role the person's role at the last access, as far as known
 * @param unitName the unit then
 * @param because the strongest rule's sentence
 * @param days on how many London days the accesses fall
 * @param version counts its changes, so that a stale form is noticed
 */
public record FlagSummary(
        FlagId id,
        StaffId staff,
        @Nullable String role,
        @Nullable String unitName,
        @Nullable RecordRef subject,
        @Nullable String subjectName,
        String story,
        int score,
        double dossierScore,
        LocalDate week,
        String because,
        String topRule,
        int events,
        int days,
        Instant raisedAt,
        Instant firstEventAt,
        Instant lastEventAt,
        String status,
        int reopened,
        int version) {

    /** Where the next page begins. */
    public FlagFilter.Position position() {
        return new FlagFilter.Position(dossierScore, score, raisedAt, id.value());
    }

    /** The Monday of its dossier's week. */
    public LocalDate monday() {
        return week.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Whether its dossier was split off from that of the week. */
    public boolean isSplitOff() {
        return week.getDayOfWeek() != DayOfWeek.MONDAY;
    }
}
