package uk.propercourse.explanation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a settled verdict said before late context changed it.
 *
 * @param explained whether casework explained the access then
 * @param template the best explanation then, null where nothing was found
 * @param evaluatedAt the moment whose knowledge it rested on
 * @param replacedAt the moment whose knowledge the next one rests on
 */
public record EarlierVerdict(
        boolean explained, @Nullable ExplanationTemplate template, Instant evaluatedAt, Instant replacedAt) {}
