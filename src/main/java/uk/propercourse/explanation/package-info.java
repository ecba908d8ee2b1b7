/**
 * Explains accesses from casework: the templates, and the verdict on each access as far as was known at a moment.
 *
 * <p>Main types: {@link uk.propercourse.explanation.ExplanationTemplate} (the catalogue), {@link
 * uk.propercourse.explanation.DueQueue} (what is due, in slices), {@link uk.propercourse.explanation.Judging} (attributes and judges a slice of events in set-based SQL), {@link
 * uk.propercourse.explanation.Recall} (past ones, for showing and trying), {@link
 * uk.propercourse.explanation.EvidenceFinder} (what explains one access, in words).
 *
 * <p>Hands the events being judged to the rules in the temporary table {@code judged}, which lives for the transaction.
 * It knows no rule and raises no flag.
 */
@NullMarked
@ApplicationModule(
        displayName = "Explanation",
        allowedDependencies = {"kernel", "intake", "people", "casework", "access", "web", "security", "ledger"})
package uk.propercourse.explanation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
