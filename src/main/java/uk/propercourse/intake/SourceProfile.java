package uk.propercourse.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a system's own export becomes rows of a feed: YAML under {@code profiles/}, documented in
 * {@code docs/profiles.md}.
 *
 * @param name of the profile, kebab case
 * @param feed the feed it loads, such as {@code access}
 * @param blanks texts that stand for "nothing here", such as {@code ***}
 * @param ignore columns of the export that are left out on purpose
 * @param columns for each column of the feed that the export can fill, how
 */
public record SourceProfile(
        String name, String feed, List<String> blanks, List<String> ignore, Map<String, Column> columns) {

    /** Copies the collections. */
    public SourceProfile {
        blanks = List.copyOf(blanks);
        ignore = List.copyOf(ignore);
        columns = Map.copyOf(columns);
    }

    /**
     * How one column is filled: from the first header of {@code from} that the file has, or with the fixed
     * {@code value}.
     *
     * @param from headers, best first; empty for a fixed value
     * @param value the fixed value, used also where the export's own is blank
     * @param optional whether the file may lack all of the headers
     * @param pattern of a local time ({@link java.time.format.DateTimeFormatter}), null for ISO 8601 with an offset
     * @param zone of times without an offset, null when the pattern has one
     * @param codes translates the export's words into the contract's
     * @param replace texts to be replaced inside the value, such as {@code +} for a blank
     * @param prefix put before a value that is there
     */
    public record Column(
            List<String> from,
            @Nullable String value,
            boolean optional,
            @Nullable String pattern,
            @Nullable String zone,
            Map<String, String> codes,
            Map<String, String> replace,
            @Nullable String prefix) {

        /** Copies the collections. */
        public Column {
            from = List.copyOf(from);
            codes = Map.copyOf(codes);
            replace = Map.copyOf(replace);
        }
    }
}
