/**
 * The evidence: source systems and the accesses they logged, stored as received and never changed.
 *
 * <p>Main types: {@link uk.propercourse.access.AccessEvent}, {@link uk.propercourse.access.AccessLog}. Events that
 * were stored and not yet judged wait in {@code access.arrival_chunk}. Each event is a leaf of the ledger; {@link
 * uk.propercourse.access.Erasures} is the only way in which its content goes. It judges nothing.
 *
 * <p>Events out: {@link uk.propercourse.access.EventsErased}, in the transaction that erases.
 */
@NullMarked
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"kernel", "intake", "people", "ledger", "web", "security"})
package uk.propercourse.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
