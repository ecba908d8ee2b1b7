/**
 * Matters opened from flags: what was done when, what came of it, and the evidence to take away.
 *
 * <p>Main types: {@link uk.propercourse.investigation.InvestigationService} (the use cases), {@link
 * uk.propercourse.investigation.Step} and {@link uk.propercourse.investigation.Outcome} (what is recorded).
 */
@NullMarked
@ApplicationModule(
        displayName = "Investigation",
        allowedDependencies = {
            "kernel",
            "review",
            "rules",
            "access",
            "explanation",
            "casework",
            "people",
            "ledger",
            "web",
            "security"
        })
package uk.propercourse.investigation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
