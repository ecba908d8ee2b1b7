package uk.propercourse.rules;

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

    /** When a rule is asked. */
    public enum Lane {
        /** As soon as the access is in: what it looks at does not depend on explanation. */
        IMMEDIATE,
        /** When the access settles. */
        SETTLED
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
