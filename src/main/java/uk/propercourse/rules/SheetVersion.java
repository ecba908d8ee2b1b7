package uk.propercourse.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a sheet after the one that was shipped.
 *
 * @param version from 1 within the kind
 * @param reason why it was proposed
 * @param effect what it would have changed, counted when it was proposed
 * @param decidedBy who signed, refused or withdrew it; null while it is proposed
 * @param decidedAt when; one that was signed weighs what is raised from the next London day on
 * @param decision why
 */
public record SheetVersion(
        Typology typology,
        int version,
        TypologySheet sheet,
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
        SIGNED,
        REFUSED,
        WITHDRAWN
    }

    /**
     * What a change of sheets does to the stories of the last four weeks.
     *
     * @param stories all that have standing findings
     * @param before how many of them reach the threshold as things are
     * @param after how many would
     * @param gained how many reach it only with the change
     * @param lost how many no longer reach it
     */
    public record Effect(long stories, long before, long after, long gained, long lost) {}
}
