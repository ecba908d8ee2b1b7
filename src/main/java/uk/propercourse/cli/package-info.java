/** The commands of the feed contract: parses arguments and calls one service. Data go to standard output. */
@NullMarked
@ApplicationModule(
        displayName = "Command line",
        allowedDependencies = {
            "kernel",
            "intake",
            "people",
            "casework",
            "access",
            "explanation",
            "rules",
            "review",
            "reporting",
            "security",
            "simulation",
            "ledger"
        })
package uk.propercourse.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
