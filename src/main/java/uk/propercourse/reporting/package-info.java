/**
 * Figures: scorecards, statistics and returns. Reads the views named {@code report_*} that the owning modules
 * define, and nothing else of theirs.
 */
@NullMarked
@ApplicationModule(
        displayName = "Reporting",
        allowedDependencies = {"kernel", "web", "security"})
package uk.propercourse.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
