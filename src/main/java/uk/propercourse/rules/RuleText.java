package uk.propercourse.rules;

import org.jspecify.annotations.Nullable;

/**
 * What somebody writes when they write a rule.
 *
 * @param code stable, upper snake case
 * @param note why it is written or changed
 */
public record RuleText(
        String code,
        String name,
        String sentence,
        String expression,
        Family family,
        int weight,
        @Nullable Double usualShare,
        @Nullable Integer budget,
        int tier,
        Rule.Lane lane,
        Rule.Story story,
        String source,
        String note) {}
