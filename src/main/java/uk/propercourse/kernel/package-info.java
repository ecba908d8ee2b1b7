/**
 * Values that every module speaks: identifiers, the force, London time, and the four kinds of refusal.
 *
 * <p>Used by all modules and uses none; holds no business rule.
 */
@NullMarked
@ApplicationModule(
        displayName = "Kernel",
        allowedDependencies = {},
        type = ApplicationModule.Type.OPEN)
package uk.propercourse.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
