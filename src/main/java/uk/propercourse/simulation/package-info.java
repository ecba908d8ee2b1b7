/**
 * Synthetic forces in the feed contract's format: a small one for demonstration, and any with labels for measuring.
 *
 * <p>Main types: {@link uk.propercourse.simulation.DemonstrationForce}, {@link
 * uk.propercourse.simulation.SyntheticForce}. It knows the contract and no other module; no
 * person it writes exists.
 */
@NullMarked
@ApplicationModule(
        displayName = "Simulation",
        allowedDependencies = {"kernel"})
package uk.propercourse.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
