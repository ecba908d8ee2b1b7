package uk.propercourse.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;

/**
 * One record that many may have looked at, and who did in a span of time.
 *
 * @param to exclusive
 * @param askedAt null until its viewers were asked
 */
public record Incident(
        IncidentId id,
        String name,
        RecordRef record,
        Instant from,
        Instant to,
        String openedBy,
        Instant openedAt,
        @Nullable Instant askedAt,
        int version) {

    /**
     * Somebody who looked.
     *
     * @param unexplained how many of the accesses casework does not explain
     * @param status of the question to them, null where none was put
     * @param reply the last one, null where there is none
     */
    public record Viewer(
            StaffId staff,
            long accesses,
            long unexplained,
            Instant first,
            Instant last,
            @Nullable RequestStatus status,
            Reply.@Nullable Kind reply,
            @Nullable String words) {}

    /**
     * What the incident comes to.
     *
     * @param toAsk viewers with an unexplained access who were not asked
     * @param justified whose last reply gives a reason, or whose supervisor is satisfied
     * @param withoutReason who say that they should not have, or whose supervisor is not satisfied
     */
    public record Report(
            long viewers,
            long accesses,
            long unexplainedViewers,
            long toAsk,
            long asked,
            long outstanding,
            long justified,
            long withoutReason,
            long other) {

        /** Counts viewers. */
        public static Report of(List<Viewer> viewers) {
            long justified = replies(viewers, Reply.Kind.JUSTIFIED, Reply.Kind.SATISFIED);
            long without = replies(viewers, Reply.Kind.SHOULD_NOT_HAVE, Reply.Kind.NOT_SATISFIED);
            long asked =
                    viewers.stream().filter(viewer -> viewer.status() != null).count();
            long outstanding = viewers.stream()
                    .filter(viewer -> viewer.status() == RequestStatus.WITH_OFFICER
                            || viewer.status() == RequestStatus.WITH_SUPERVISOR)
                    .count();
            return new Report(
                    viewers.size(),
                    viewers.stream().mapToLong(Viewer::accesses).sum(),
                    viewers.stream().filter(viewer -> viewer.unexplained() > 0).count(),
                    viewers.stream()
                            .filter(viewer -> viewer.unexplained() > 0 && viewer.status() == null)
                            .count(),
                    asked,
                    outstanding,
                    justified,
                    without,
                    asked - outstanding - justified - without);
        }

        private static long replies(List<Viewer> viewers, Reply.Kind one, Reply.Kind other) {
            return viewers.stream()
                    .filter(viewer -> viewer.status() != RequestStatus.WITH_OFFICER
                            && viewer.status() != RequestStatus.WITH_SUPERVISOR)
                    .filter(viewer -> viewer.reply() == one || viewer.reply() == other)
                    .count();
        }
    }
}
