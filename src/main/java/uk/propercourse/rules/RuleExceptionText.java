package uk.propercourse.rules;

import java.time.LocalDate;

/**
 * What somebody writes when they propose an exception to a rule.
 *
 * @param ruleCode the rule it is from
 * @param expression CEL over the vocabulary: the accesses that are left out
 * @param owner who answers for these accesses, a name or a post
 * @param firstDay the first London day of the accesses
 * @param lastDay the last one, at most 366 days later
 */
public record RuleExceptionText(
        String ruleCode,
        String name,
        String expression,
        String owner,
        String reason,
        LocalDate firstDay,
        LocalDate lastDay) {}
