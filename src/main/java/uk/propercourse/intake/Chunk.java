package uk.propercourse.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The readable rows of a part of a batch, merged in one transaction.
 *
 * @param batchId the batch it is part of
 * @param receivedAt when the part arrived, by our clock
 * @param first whether the feed held nothing when the batch began
 * @param rows normalised values in the order of the feed's columns, null for empty
 */
public record Chunk(UUID batchId, Instant receivedAt, boolean first, List<@Nullable Object[]> rows) {

    /** Copies the list, not the rows. */
    public Chunk {
        rows = List.copyOf(rows);
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }
}
