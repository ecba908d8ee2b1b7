/**
 * A synthetic force for demonstration: writes a force directory in the feed contract's format.
 *
 * <p>Main type: {@link uk.propercourse.simulation.DemonstrationForce}. It knows the contract and no other module; no
 * person it writes exists.
 */
@NullMarked
@ApplicationModule(
        displayName = "Simulation",
        allowedDependencies = {"kernel"})
package uk.propercourse.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
