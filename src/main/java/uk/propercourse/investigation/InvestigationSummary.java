package uk.propercourse.investigation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * An investigation.
 *
 * @param reference as people say it, such as {@code PS/2026/0001}
 * @param investigator a user name, null until one is assigned
 * @param version counts its changes, so that a stale form is noticed
 */
public record InvestigationSummary(
        InvestigationId id,
        String reference,
        StaffId staff,
        PersonKind personKind,
        String allegation,
        InvestigationStatus status,
        @Nullable String investigator,
        String openedBy,
        Instant openedAt,
        int version) {}
