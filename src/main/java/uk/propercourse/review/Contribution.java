package uk.propercourse.review;

import uk.propercourse.rules.Family;

/**
 * What one rule contributes to a flag.
 *
 * @param points what it contributes: 0 where a stronger match of its family counts instead
 * @param weight what it would contribute alone
 * @param matches how many accesses it matched
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
        String source) {}
