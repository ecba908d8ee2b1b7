package uk.propercourse.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * Cases that a supervisor directs somebody to read, as tutors do with probationers. See the domain catalogue, T25.
 *
 * @param from when it was directed
 * @param to exclusive
 * @param endedBy who ended it early, null unless somebody did
 * @param version counts its changes, so that a stale form is noticed
 */
public record DirectedReading(
        UUID id,
        StaffId staff,
        StaffId supervisor,
        String purpose,
        List<String> caseRefs,
        Instant from,
        Instant to,
        @Nullable String endedBy,
        int version) {

    /** The most days that it may last. */
    public static final int MOST_DAYS = 28;

    /** The most cases that it may name. */
    public static final int MOST_CASES = 20;

    /** Copies the list. */
    public DirectedReading {
        caseRefs = List.copyOf(caseRefs);
    }
}
