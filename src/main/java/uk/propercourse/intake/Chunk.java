package uk.propercourse.intake;

import java.time.Instant;
import java.util.UUID;

/**
 * A staged part of a batch, merged in one transaction.
 *
 * @param batchId the batch it is part of
 * @param size staged rows
 * @param receivedAt when the batch arrived, by our clock
 */
public record Chunk(UUID batchId, int size, Instant receivedAt) {}
