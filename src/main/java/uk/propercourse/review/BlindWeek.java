package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;

/**
 * A person's week to be judged blind: without a name, a flag or a score.
 *
 * @param slotId what it is called
 * @param week its Monday, London
 * @param accesses how many there are
 * @param judgement null until somebody has judged it
 * @param reason why
 * @param judgedBy who
 */
public record BlindWeek(
        UUID slotId,
        LocalDate week,
        long accesses,
        @Nullable Judgement judgement,
        @Nullable String reason,
        @Nullable String judgedBy) {

    /**
     * One access of it.
     *
     * @param at when
     * @param system the code of the source system
     * @param action what was done
     * @param record the record, null where the source named none
     * @param caseRef the case that was quoted
     * @param statedReason what was typed
     * @param explained whether casework explains it
     * @param template how, or what weakly speaks for it
     */
    public record Access(
            Instant at,
            String system,
            String action,
            @Nullable RecordRef record,
            @Nullable String caseRef,
            @Nullable String statedReason,
            boolean explained,
            @Nullable String template) {}

    /** What somebody found who looked at the week. */
    public enum Judgement {
        IN_ORDER("In order", "Nothing in it needs a question."),
        WOULD_ASK("I would ask", "At least one access is not what it should be, as far as this shows."),
        CANNOT_TELL("Cannot tell", "It counts neither way.");

        private final String label;
        private final String consequence;

        Judgement(String label, String consequence) {
            this.label = label;
            this.consequence = consequence;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** What it means. */
        public String consequence() {
            return consequence;
        }
    }
}
