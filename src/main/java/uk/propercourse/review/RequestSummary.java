package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * A request for justification.
 *
 * @param flag that it is about, null where it belongs to an incident
 * @param supervisor who decides, null where nobody may
 * @param rerouted why it is not the direct supervisor, null where it is
 * @param draftCaseRef what the officer typed and has not sent
 * @param closedAt null while somebody still has to answer
 * @param version counts its changes, so that a stale form is noticed
 */
public record RequestSummary(
        RequestId id,
        @Nullable FlagId flag,
        @Nullable UUID incident,
        StaffId staff,
        @Nullable StaffId supervisor,
        @Nullable String rerouted,
        RequestRoute route,
        RequestStatus status,
        String question,
        String askedBy,
        Instant askedAt,
        Instant dueAt,
        @Nullable String draftCaseRef,
        @Nullable String draftText,
        @Nullable Instant closedAt,
        int version) {}
