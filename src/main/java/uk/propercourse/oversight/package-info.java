/**
 * Watching the watchers: the ledger as others see it. Checkpoints and tiles (C2SP), proofs, cosignatures of witnesses and
 * evidence bundles that are checked without this application.
 */
@NullMarked
@ApplicationModule(
        displayName = "Oversight",
        allowedDependencies = {"kernel", "ledger", "access", "web", "security"})
package uk.propercourse.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
