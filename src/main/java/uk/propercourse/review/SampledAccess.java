package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * A drawn access.
 *
 * @param staff null where the account is nobody's
 * @param explained whether casework explains it
 * @param template the explanation's code, null where there is none
 * @param forCoverage whether it was drawn so that the person is looked at once in a while, and does not count in the estimate
 * @param judgement null until somebody has looked at it
 */
public record SampledAccess(
        UUID eventKey,
        Instant at,
        String system,
        String eventId,
        String action,
        @Nullable String recordType,
        @Nullable String recordId,
        @Nullable StaffId staff,
        boolean explained,
        @Nullable String template,
        boolean forCoverage,
        @Nullable Judgement judgement,
        @Nullable String reason,
        @Nullable String judgedBy) {

    /** What somebody found who looked at a drawn access. */
    public enum Judgement {
        IN_ORDER("In order", "A policing purpose is shown."),
        NOT_SHOWN(
                "No purpose shown", "It counts in the estimate. What follows for the person is decided apart from it."),
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
