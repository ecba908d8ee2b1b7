/**
 * Who works for the force: units, staff, postings, absences, duty, training, system accounts, declared associations.
 * Each fact carries the time it is about and the time we received it.
 *
 * <p>Main types: {@link uk.propercourse.people.PeopleFeeds} (what comes in), {@link
 * uk.propercourse.people.StaffDirectory} (who somebody is). It knows nothing of records, cases or accesses.
 */
@NullMarked
@ApplicationModule(
        displayName = "People",
        allowedDependencies = {"kernel", "intake", "web", "security"})
package uk.propercourse.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
