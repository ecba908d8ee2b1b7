package uk.propercourse.investigation;

import org.jspecify.annotations.Nullable;

/**
 * Which investigations to list.
 *
 * @param status null for all
 * @param kind null for all
 * @param category of the outcome that counts, null for all
 * @param year only those decided in the year to 31 March of it, null for all
 * @param dismissal only those where the access or disclosure featured in a dismissal
 * @param clock only open ones with a mandatory referral that is not recorded as made
 */
public record InvestigationFilter(
        @Nullable InvestigationStatus status,
        @Nullable PersonKind kind,
        Outcome.@Nullable Category category,
        @Nullable Integer year,
        boolean dismissal,
        boolean clock) {

    static final InvestigationFilter RUNNING_CLOCK = new InvestigationFilter(null, null, null, null, false, true);
}
