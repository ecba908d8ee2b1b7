package uk.propercourse.oversight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * A supervisor's decision about a request for justification, with what makes one wonder.
 *
 * @param satisfied whether the answer was accepted
 * @param seconds from opening the request to deciding it; null where no opening is known
 * @param reciprocal whether that person accepted an answer of the supervisor in the same span
 * @param contradicted whether an answer was accepted whose case does not exist
 * @param proven whether misuse was found afterwards in what was accepted
 */
public record SupervisorDecision(
        StaffId supervisor,
        StaffId person,
        Instant at,
        boolean satisfied,
        @Nullable Integer seconds,
        boolean reciprocal,
        boolean contradicted,
        boolean proven) {

    /** Under so many seconds nobody has read a request with its facts. */
    public static final int HASTY_SECONDS = 10;

    /** Whether it was decided too fast to have been read. */
    public boolean hasty() {
        return seconds != null && seconds < HASTY_SECONDS;
    }

    /**
     * What a supervisor's decisions of a span come to.
     *
     * @param medianSeconds null where no opening is known
     */
    public record Sum(
            StaffId supervisor,
            int decisions,
            int satisfied,
            @Nullable Integer medianSeconds,
            int hasty,
            int reciprocal,
            int contradicted,
            int proven) {

        private static final int ENOUGH = 5;

        /** Whether somebody should look at them: a question, not a finding. */
        public boolean remarkable() {
            return reciprocal > 0
                    || contradicted > 0
                    || proven > 0
                    || (decisions >= ENOUGH && (satisfied == decisions || hasty * 2 > decisions));
        }
    }
}
