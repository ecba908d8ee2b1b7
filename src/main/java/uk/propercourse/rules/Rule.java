package uk.propercourse.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One version of a rule.
 *
 * @param code stable, upper snake case
 * @param version from 1
 * @param name for people, a few words
 * @param sentence what it catches, as the rest of a sentence about the member of staff
 * @param expression CEL over the vocabulary of facts
 * @param family the kind of evidence it gives
 * @param weight points it contributes, at most its family's cap
 * @param usualShare the share of unexplained stories that show the sign where it is worth its weight; null where the
 *     weight does not depend on that
 * @param budget the stories a day (London) that it may find something in; null where there is no limit
 * @param tier who acts first: 1 supervisor, 2 Professional Standards, 3 counter-corruption
 * @param lane when it is asked
 * @param story what the accesses it matches have in common
 * @param source the published case or guidance behind it
 */
public record Rule(
        String code,
        int version,
        String name,
        String sentence,
        String expression,
        Family family,
        int weight,
        @Nullable Double usualShare,
        @Nullable Integer budget,
        int tier,
        Lane lane,
        Story story,
        String source) {

    /** When a rule is asked, and again whenever the access is judged after that. Source of the lags: detection notes, section 2.1. */
    public enum Lane {
        /** As soon as the access is in: what it looks at does not depend on explanation. */
        IMMEDIATE("At once", Duration.ZERO),
        /** A day after the access. */
        NEXT_DAY("A day after the access", Duration.ofDays(1)),
        /** When the access settles. */
        SETTLED("When the access settles", null),
        /** When most of what is recorded late is in. */
        WEEK("A week after the access", Duration.ofDays(7)),
        /** When all but the last of it is in. */
        FOUR_WEEKS("Four weeks after the access", Duration.ofDays(28));

        private final String label;
        private final @Nullable Duration lag;

        Lane(String label, @Nullable Duration lag) {
            this.label = label;
            this.lag = lag;
        }

        /** Its name for people. */
        public String label() {
            return label;
        }

        /** How long after an access it is, where accesses settle after that time. */
        public Duration lag(Duration settleAfter) {
            return lag == null ? settleAfter : lag;
        }
    }

    /** What the accesses of one flag have in common. */
    public enum Story {
        /** The record that was looked at. */
        SUBJECT,
        /** The London day. */
        DAY,
        /** The pattern itself, however long it lasts and whatever records it is about. */
        PATTERN
    }
}
