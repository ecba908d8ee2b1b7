package uk.propercourse.review.web;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uk.propercourse.review.FlagFilter;
import uk.propercourse.review.FlagFilter.Position;
import uk.propercourse.review.FlagStatus;

/** The filter of the queue as it stands in the URL; what is not understood counts as not given. */
record FlagQueueForm(
        @Nullable String status,
        @Nullable String rule,
        @Nullable String unit,
        @Nullable String person,
        @Nullable String record,
        @Nullable Integer minScore,
        @Nullable String sort,
        @Nullable String after) {

    FlagFilter filter() {
        return new FlagFilter(
                "ALL".equals(status)
                        ? null
                        : FlagStatus.find(status).orElse(FlagStatus.OPEN).name(),
                given(rule),
                given(unit),
                given(person),
                given(record),
                minScore == null ? 0 : Math.max(0, Math.min(100, minScore)),
                Arrays.stream(FlagFilter.Sort.values())
                        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(sort))
                        .findFirst()
                        .orElse(FlagFilter.Sort.SCORE),
                Position.decode(after));
    }

    /** Whether the filter is more than the default. */
    public boolean narrowed() {
        return given(rule) != null
                || given(unit) != null
                || given(person) != null
                || given(record) != null
                || (minScore != null && minScore > 0)
                || given(status) != null;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
