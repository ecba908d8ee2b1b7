package uk.propercourse.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accesses of a period that a rule does not ask about, because somebody answers for them. What it holds back stays on record.
 *
 * @param status where it is in its life
 * @param impact what it would have held back in the weeks before it was proposed
 * @param decidedBy the second person, null until then
 * @param decision their reason
 * @param endedBy who ended it before its last day, null unless somebody did
 */
public record RuleException(
        UUID id,
        RuleExceptionText text,
        Status status,
        ExceptionImpact impact,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        @Nullable String endedBecause) {

    /** Where an exception is in its life. */
    public enum Status {
        PROPOSED("Waits for approval"),
        IN_FORCE("In force"),
        REJECTED("Rejected"),
        ENDED("Ended early");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** What it is on that London day, for people. */
    public String labelOn(LocalDate day) {
        if (status == Status.IN_FORCE && day.isAfter(text.lastDay())) {
            return "Expired";
        }
        return status.label();
    }
}
