/**
 * Watching the watchers: the ledger as others see it. Checkpoints and tiles (C2SP), proofs, cosignatures of witnesses and
 * evidence bundles that are checked without this application; and who read what in it.
 *
 * <p>Main types: {@link uk.propercourse.oversight.PageReads}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Oversight",
        allowedDependencies = {"kernel", "ledger", "access", "people", "review", "web", "security"})
package uk.propercourse.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
