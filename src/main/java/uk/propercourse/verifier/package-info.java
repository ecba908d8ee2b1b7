/**
 * Checks an evidence bundle. It uses nothing but the JDK, nothing of this application, and is packed as a jar of its own,
 * {@code proper-course-verifier.jar}: small enough to be read by whoever has to rely on it. {@code verify.html} does the
 * same in a browser.
 */
@NullMarked
@ApplicationModule(
        displayName = "Verifier",
        allowedDependencies = {})
package uk.propercourse.verifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
