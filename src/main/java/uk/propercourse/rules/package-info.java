/**
 * Rules: the facts of an access, the language in which an administrator writes conditions over them, the rules
 * themselves and their matches.
 *
 * <p>Main types: {@link uk.propercourse.rules.Rule}, {@link uk.propercourse.rules.RuleBook} (the live rules), {@link
 * uk.propercourse.rules.RuleMatching} (matches a slice of accesses), {@link
 * uk.propercourse.rules.RuleWeights} (what a sign is worth on a day), {@link
 * uk.propercourse.rules.TypologySheets} (how each kind of misuse shows), {@link uk.propercourse.rules.RuleLife} (drafts,
 * approval) and {@link uk.propercourse.rules.BackTests}. It never suppresses: every match becomes a
 * finding; whether a finding becomes a flag is decided in {@code review}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Rules",
        allowedDependencies = {"kernel", "explanation", "access", "casework", "people", "web", "security", "ledger"})
package uk.propercourse.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
