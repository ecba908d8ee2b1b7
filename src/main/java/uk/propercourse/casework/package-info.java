/**
 * What the force works on: records and how they are related, cases, who and which unit is assigned to them, and which
 * records are linked to them.
 *
 * <p>Main types: {@link uk.propercourse.casework.CaseworkFeeds} (what comes in), {@link
 * uk.propercourse.casework.RecordCatalog} (what a record is). It knows nothing of accesses.
 */
@NullMarked
@ApplicationModule(
        displayName = "Casework",
        allowedDependencies = {"kernel", "intake", "people", "web", "security"})
package uk.propercourse.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
