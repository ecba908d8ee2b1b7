package uk.propercourse.rules;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a rule with its history.
 *
 * @param rule what it says
 * @param edits how often the draft was changed
 * @param writtenBy the user who last changed the draft
 * @param writers all users who changed it; none of them decides about it
 * @param note why it was written
 * @param decision the reason given for approving or rejecting it
 */
public record RuleVersion(
        Rule rule,
        Status status,
        int edits,
        String writtenBy,
        List<String> writers,
        Instant createdAt,
        String note,
        @Nullable Instant submittedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable Instant retiredAt,
        @Nullable String retiredBecause) {

    /** Copies the list. */
    public RuleVersion {
        writers = List.copyOf(writers);
    }

    /** Where it stands. */
    public enum Status {
        /** Being written. */
        DRAFT("Draft"),
        /** Waits for a second person. */
        SUBMITTED("Waits for approval"),
        /** Asked of every access. */
        LIVE("Live"),
        /** Was live once. */
        RETIRED("Retired"),
        /** Was not approved. */
        REJECTED("Rejected");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** What would be written if it were written again. */
    public RuleText text(String newNote) {
        return new RuleText(
                rule.code(),
                rule.name(),
                rule.sentence(),
                rule.expression(),
                rule.family(),
                rule.weight(),
                rule.usualShare(),
                rule.budget(),
                rule.tier(),
                rule.lane(),
                rule.story(),
                rule.source(),
                newNote);
    }
}
