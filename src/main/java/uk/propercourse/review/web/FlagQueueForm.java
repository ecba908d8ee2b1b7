package uk.propercourse.review.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
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

    /** The address of what is filtered so, or of its part after that flag. */
    String address(String path, @Nullable String position) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        parts().forEach(uri::queryParam);
        if (position != null) {
            uri.queryParam("after", position);
        }
        return uri.encode().build().toUriString();
    }

    /** The same without the path; empty for the default. */
    String query() {
        String query = address("", null);
        return query.isEmpty() ? query : query.substring(1);
    }

    /** The given parts by their names in the address. */
    public Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        put(parts, "status", given(status));
        put(parts, "rule", given(rule));
        put(parts, "unit", given(unit));
        put(parts, "person", given(person));
        put(parts, "record", given(record));
        put(parts, "minScore", minScore);
        put(parts, "sort", given(sort));
        return parts;
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
