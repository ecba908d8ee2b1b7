/**
 * The embedded PostgreSQL: unpacks real server binaries, starts them on this machine's loopback, recovers after a
 * crash and stops them; offers connection details when no database of one's own is configured.
 *
 * <p>Main types: {@link uk.propercourse.embedded.EmbeddedPostgres}. It knows no table and no other module.
 */
@NullMarked
@ApplicationModule(
        displayName = "Embedded PostgreSQL",
        allowedDependencies = {})
package uk.propercourse.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
