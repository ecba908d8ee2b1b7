package uk.propercourse.intake;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies a {@link SourceProfile}: finds the columns under their aliases and translates the values. */
final class ProfileMapping implements RowMapping {

    private final SourceProfile profile;
    private final List<FeedColumn> targets;
    private final Map<String, DateTimeFormatter> formatters;

    ProfileMapping(SourceProfile profile, Feed feed) {
        this.profile = profile;
        this.targets = feed.columns();
        this.formatters = profile.columns().entrySet().stream()
                .filter(e -> e.getValue().pattern() != null)
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey,
                        e -> DateTimeFormatter.ofPattern(
                                Objects.requireNonNull(e.getValue().pattern()), Locale.ENGLISH)));
    }

    /** The feed's columns in order, then the ignored ones, so that those cause no warning. */
    @Override
    public List<List<String>> wanted() {
        List<List<String>> wanted = new ArrayList<>();
        for (FeedColumn target : targets) {
            SourceProfile.Column column = profile.columns().get(target.name());
            wanted.add(column == null ? List.of() : column.from());
        }
        profile.ignore().forEach(name -> wanted.add(List.of(name)));
        return wanted;
    }

    /** Only what has one possible name can be missed by name; a missing alias shows as an empty mandatory column. */
    @Override
    public List<String> required() {
        return profile.columns().values().stream()
                .filter(column -> column.from().size() == 1 && !column.optional() && column.value() == null)
                .map(column -> column.from().get(0))
                .toList();
    }

    @Override
    public @Nullable String[] map(@Nullable String[] source, Consumer<String> problem) {
        @Nullable String[] values = new String[targets.size()];
        for (int i = 0; i < values.length; i++) {
            String name = targets.get(i).name();
            SourceProfile.Column column = profile.columns().get(name);
            values[i] = column == null ? null : value(name, column, source[i], problem);
        }
        return values;
    }

    private @Nullable String value(
            String name, SourceProfile.Column column, @Nullable String raw, Consumer<String> problem) {
        if (raw == null || raw.isBlank() || profile.blanks().contains(raw)) {
            return column.value();
        }
        String text = column.codes().getOrDefault(raw, raw);
        for (Map.Entry<String, String> replacement : column.replace().entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        text = text.strip();
        if (text.isEmpty()) {
            return column.value();
        }
        DateTimeFormatter formatter = formatters.get(name);
        if (formatter != null) {
            return time(name, column, formatter, text, problem);
        }
        return column.prefix() == null ? text : column.prefix() + text;
    }

    private static String time(
            String name,
            SourceProfile.Column column,
            DateTimeFormatter formatter,
            String text,
            Consumer<String> problem) {
        try {
            return column.zone() == null
                    ? OffsetDateTime.parse(text, formatter).toString()
                    : LocalDateTime.parse(text, formatter)
                            .atZone(ZoneId.of(column.zone()))
                            .toOffsetDateTime()
                            .toString();
        } catch (DateTimeException e) {
            problem.accept(name + " is '" + text + "', expected a time like the profile's pattern " + column.pattern());
            return text;
        }
    }
}
