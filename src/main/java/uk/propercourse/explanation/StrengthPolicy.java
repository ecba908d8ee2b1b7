package uk.propercourse.explanation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of how strong each template is.
 *
 * @param version from 1
 * @param levels one for each template that may be set
 * @param reason why it was proposed
 * @param effect what it would have changed in a sample, counted when it was proposed
 * @param status where it is
 * @param proposedBy the user
 * @param proposedAt when
 * @param decidedBy who approved, refused or withdrew it; null while it is proposed
 * @param decidedAt when; one that was approved holds from then on
 * @param decision why
 */
public record StrengthPolicy(
        int version,
        Map<ExplanationTemplate, StrengthLevel> levels,
        String reason,
        Effect effect,
        Status status,
        String proposedBy,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision) {

    /** Where a version is. */
    public enum Status {
        PROPOSED,
        APPROVED,
        REFUSED,
        WITHDRAWN
    }

    /**
     * What a change of strengths does to settled accesses drawn by lot.
     *
     * @param sampled how many there are
     * @param before how many of them are explained as things are
     * @param after how many with the change
     */
    public record Effect(int sampled, int before, int after) {}
}
