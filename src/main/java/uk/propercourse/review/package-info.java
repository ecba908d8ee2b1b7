/**
 * From findings to what a person decides: flags, their scores, dossiers, and the pages of Professional Standards.
 *
 * <p>Main types: {@link uk.propercourse.review.EvaluationService} (plays what is due), {@link
 * uk.propercourse.review.FlagService} (queue and flags), {@link uk.propercourse.review.ExportService} (NDJSON), {@link
 * uk.propercourse.review.JustificationRequests} (asking), {@link uk.propercourse.review.Compartments} (covert matters).
 */
@NullMarked
@ApplicationModule(
        displayName = "Review",
        allowedDependencies = {
            "kernel",
            "rules",
            "rules :: facts",
            "explanation",
            "access",
            "casework",
            "intake",
            "people",
            "web",
            "security",
            "ledger"
        })
package uk.propercourse.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
