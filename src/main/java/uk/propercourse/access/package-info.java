/**
 * The evidence: source systems and the accesses they logged, stored as received and never changed.
 *
 * <p>Main types: {@link uk.propercourse.access.AccessEvent}, {@link uk.propercourse.access.AccessLog}. Events that
 * were stored and not yet judged wait in {@code access.arrival}. It judges nothing.
 */
@NullMarked
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"kernel", "intake", "people", "web", "security"})
package uk.propercourse.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
