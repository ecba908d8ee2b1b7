/**
 * Who may do what: sign-in, roles, the current user, API tokens and the one-time set-up link.
 *
 * <p>Main types: {@link uk.propercourse.security.ApiTokens}. Used by every module with pages; knows none of them.
 */
@NullMarked
@ApplicationModule(
        displayName = "Security",
        allowedDependencies = {"kernel"})
package uk.propercourse.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
