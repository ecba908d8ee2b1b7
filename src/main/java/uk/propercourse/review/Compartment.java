package uk.propercourse.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import uk.propercourse.kernel.StaffId;

/**
 * A covert matter as its readers see it.
 *
 * @param readers who may read it, oldest first
 * @param reads how often it was opened
 */
public record Compartment(
        UUID id, StaffId staff, String reason, String openedBy, Instant openedAt, List<Reader> readers, long reads) {

    /** Somebody who may read it. */
    public record Reader(String username, String displayName, String addedBy, Instant addedAt, String reason) {}
}
