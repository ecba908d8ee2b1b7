package uk.propercourse.review;

import org.jspecify.annotations.Nullable;
import uk.propercourse.rules.Family;

/**
 * What one rule contributes to a flag.
 *
 * @param points what it contributes: 0 where a stronger match of its family counts instead
 * @param weight what it would contribute alone
 * @param matches how many accesses it matched
 * @param background null where the points are fixed
 */
public record Contribution(
        String rule,
        int version,
        Family family,
        int points,
        int weight,
        int matches,
        String name,
        String sentence,
        String source,
        @Nullable Background background) {

    /**
     * What the points were weighed by: how many of the unexplained stories of the four weeks before showed the sign.
     *
     * @param usualShare where the sign is worth the rule's weight, from 0 to 1
     * @param ratio how much commoner the sign was in misuse, by signed sheets and proven matters, than where the weight was
     *     set; 1 where nothing says otherwise
     */
    public record Background(long matches, long stories, double usualShare, double ratio) {

        /** Whether sheets or outcomes moved the points. */
        public boolean isMoved() {
            return Math.abs(Math.log(ratio)) >= 0.005;
        }
    }
}
