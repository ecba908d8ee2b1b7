package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;

/**
 * What somebody means to look up outside their cases, said beforehand.
 *
 * @param rerouted why it is not the direct supervisor who is asked; null where it is
 * @param decidedBy null until somebody decided or withdrew it, as the two after it
 * @param caseRef the task that it becomes in casework when it is accepted
 */
public record Declaration(
        UUID id,
        StaffId staff,
        RecordRef record,
        String reason,
        Instant from,
        Instant to,
        StaffId supervisor,
        @Nullable String rerouted,
        Status status,
        Instant declaredAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        String caseRef,
        int version) {

    /** Days that a declaration holds at most. */
    public static final int MOST_DAYS = 7;

    /** Where it stands. */
    public enum Status {
        /** The supervisor has not decided. */
        WAITING("With the supervisor"),
        /** Looks at the record within its time are explained by it. */
        ACCEPTED("Accepted"),
        /** The supervisor said no. */
        REFUSED("Refused"),
        /** Taken back before it was decided. */
        WITHDRAWN("Withdrawn");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }
}
