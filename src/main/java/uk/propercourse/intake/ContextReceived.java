package uk.propercourse.intake;

import java.util.UUID;

/**
 * A batch of context changed something that verdicts may rest on. Published once a batch, after its last chunk is
 * committed.
 *
 * @param batchId the batch
 * @param kind the feed's name, such as {@code case_links}
 * @param accepted rows that were new or changed
 */
public record ContextReceived(UUID batchId, String kind, long accepted) {}
