/**
 * What all pages and calls share: layout, navigation, error pages, problem documents, formatters and paging.
 *
 * <p>It knows who is signed in and nothing of any feature.
 */
@NullMarked
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"kernel", "security"})
package uk.propercourse.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
