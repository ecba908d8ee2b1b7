package uk.propercourse.investigation;

import org.jspecify.annotations.Nullable;

/**
 * Which investigations to list. Everything from the category on is about the outcome that counts.
 *
 * @param status null for all
 * @param kind null for all
 * @param clock only open ones with a mandatory referral that is not recorded as made
 * @param category null for all
 * @param year only those decided in the year to 31 March of it, null for all
 * @param dismissal only those where the access or disclosure featured in a dismissal
 * @param proceedings null for all
 * @param finding null for all
 * @param standard only those that breached it, null for all
 * @param dismissed only those that ended in a dismissal, or would have
 */
public record InvestigationFilter(
        @Nullable InvestigationStatus status,
        @Nullable PersonKind kind,
        boolean clock,
        Outcome.@Nullable Category category,
        @Nullable Integer year,
        boolean dismissal,
        Outcome.@Nullable Proceedings proceedings,
        Outcome.@Nullable Finding finding,
        Outcome.@Nullable Standard standard,
        boolean dismissed) {

    static final InvestigationFilter RUNNING_CLOCK =
            new InvestigationFilter(null, null, true, null, null, false, null, null, null, false);

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    /** A year that nothing can have been decided in counts as none. */
    public InvestigationFilter {
        year = year == null || year < FIRST_YEAR || year > LAST_YEAR ? null : year;
    }

    /** Whether it asks anything of the outcome. */
    boolean asksOutcome() {
        return dismissal
                || dismissed
                || category != null
                || year != null
                || proceedings != null
                || finding != null
                || standard != null;
    }
}
