package uk.propercourse.intake;

import java.util.UUID;

/**
 * A batch brought rows that verdicts may rest on. Published once a batch, after its last chunk is committed; also when all of them
 * were known, as whoever got no receipt because we were killed before this sends the same again.
 *
 * @param batchId the batch
 * @param kind the feed's name, such as {@code case_links}
 * @param accepted rows that were new or changed
 */
public record ContextReceived(UUID batchId, String kind, long accepted) {}
