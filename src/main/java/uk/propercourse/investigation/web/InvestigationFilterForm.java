package uk.propercourse.investigation.web;

import org.jspecify.annotations.Nullable;
import uk.propercourse.investigation.InvestigationFilter;
import uk.propercourse.investigation.InvestigationStatus;
import uk.propercourse.investigation.Outcome;
import uk.propercourse.investigation.PersonKind;

/** The filter of the list of investigations as it stands in the URL. */
record InvestigationFilterForm(
        @Nullable InvestigationStatus status,
        @Nullable PersonKind kind,
        @Nullable Boolean clock,
        Outcome.@Nullable Category category,
        @Nullable Integer year,
        @Nullable Boolean dismissal,
        Outcome.@Nullable Proceedings proceedings,
        Outcome.@Nullable Finding finding,
        Outcome.@Nullable Standard standard,
        @Nullable Boolean dismissed) {

    InvestigationFilter filter() {
        return new InvestigationFilter(
                status,
                kind,
                Boolean.TRUE.equals(clock),
                category,
                year,
                Boolean.TRUE.equals(dismissal),
                proceedings,
                finding,
                standard,
                Boolean.TRUE.equals(dismissed));
    }
}
