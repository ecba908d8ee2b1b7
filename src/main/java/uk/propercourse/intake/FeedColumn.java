package uk.propercourse.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One column of the feed contract: its name, what it may hold, and where it is stored.
 *
 * @param name the contract's name, also the name in staging
 * @param type what a value must be
 * @param required whether empty is refused
 * @param key whether it is part of the row's natural key
 * @param words the allowed words of a {@link Type#WORD}, empty for any
 * @param target the column of the table it is merged into
 */
public record FeedColumn(String name, Type type, boolean required, boolean key, List<String> words, String target) {

    /** Longest identifier of the contract, in characters. */
    public static final int MAX_IDENTIFIER = 64;
    /** Longest free text that is stored, in characters; far above any real reason or query. */
    public static final int MAX_TEXT = 8_000;

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** What a column holds; each has one form in SQL. */
    public enum Type {
        /** Opaque, case-sensitive, at most {@value #MAX_IDENTIFIER} characters. */
        IDENTIFIER("text"),
        /** Free text. */
        TEXT("text"),
        /** One of a fixed set of words. */
        WORD("text"),
        /** An instant: ISO 8601 with an offset. */
        INSTANT("timestamptz"),
        /** A calendar day. */
        DATE("date"),
        /** A whole number. */
        INTEGER("bigint"),
        /** Values separated by {@code ;}. */
        LIST("text[]");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** The PostgreSQL type. */
        public String sql() {
            return sql;
        }
    }

    /** Copies the words. */
    public FeedColumn {
        words = List.copyOf(words);
    }

    /** An optional identifier. */
    public static FeedColumn identifier(String name) {
        return of(name, Type.IDENTIFIER);
    }

    /** Optional free text. */
    public static FeedColumn text(String name) {
        return of(name, Type.TEXT);
    }

    /** An optional instant. */
    public static FeedColumn instant(String name) {
        return of(name, Type.INSTANT);
    }

    /** An optional calendar day. */
    public static FeedColumn date(String name) {
        return of(name, Type.DATE);
    }

    /** An optional whole number. */
    public static FeedColumn integer(String name) {
        return of(name, Type.INTEGER);
    }

    /** An optional list. */
    public static FeedColumn list(String name) {
        return of(name, Type.LIST);
    }

    /** An optional word out of those given. */
    public static FeedColumn word(String name, String... words) {
        return new FeedColumn(name, Type.WORD, false, false, Arrays.asList(words), name);
    }

    private static FeedColumn of(String name, Type type) {
        return new FeedColumn(name, type, false, false, List.of(), name);
    }

    /** The same column, which must not be empty. */
    public FeedColumn mandatory() {
        return new FeedColumn(name, type, true, key, words, target);
    }

    /** The same column as part of the natural key, so mandatory. */
    public FeedColumn inKey() {
        return new FeedColumn(name, type, true, true, words, target);
    }

    /** The same column as part of the natural key, where empty is a value of its own. */
    public FeedColumn inKeyOrEmpty() {
        return new FeedColumn(name, type, false, true, words, target);
    }

    /** The same column, stored under another name. */
    public FeedColumn storedAs(String column) {
        return new FeedColumn(name, type, required, key, words, column);
    }

    /**
     * The value as its type has it ({@link String}, {@link Instant} to the microsecond, {@link LocalDate}, {@link Long}
     * or a list of strings), or null for empty.
     *
     * @param raw the text of the source, empty or null when it is not known
     * @param problem told in plain English what is wrong; the result is then meaningless
     */
    public @Nullable Object normalise(@Nullable String raw, Consumer<String> problem) {
        if (raw == null || raw.isEmpty()) {
            if (required) {
                problem.accept(name + " is empty");
            }
            return null;
        }
        if (raw.indexOf('\0') >= 0) {
            problem.accept(name + " holds a NUL character");
            return null;
        }
        return switch (type) {
            case IDENTIFIER -> bounded(raw, MAX_IDENTIFIER, problem);
            case TEXT -> bounded(raw, MAX_TEXT, problem);
            case WORD -> word(raw, problem);
            case INSTANT -> instant(raw, problem);
            case DATE -> date(raw, problem);
            case INTEGER -> integer(raw, problem);
            case LIST -> items(bounded(raw, MAX_TEXT, problem));
        };
    }

    private String bounded(String raw, int most, Consumer<String> problem) {
        if (raw.length() > most) {
            problem.accept(name + " is " + raw.length() + " characters long, " + most + " are allowed");
        }
        return raw;
    }

    private String word(String raw, Consumer<String> problem) {
        if (!words.isEmpty() && !words.contains(raw)) {
            problem.accept(name + " is " + quote(raw) + ", expected one of " + String.join(", ", words));
        }
        return raw;
    }

    private @Nullable Instant instant(String raw, Consumer<String> problem) {
        try {
            Instant instant = OffsetDateTime.parse(raw).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
                problem.accept(name + " is " + quote(raw) + ", which is outside the years 1900 to 2199");
            }
            return instant;
        } catch (DateTimeException e) {
            problem.accept(
                    name + " is " + quote(raw) + ", expected a time with an offset such as 2026-03-01T08:15:00Z");
            return null;
        }
    }

    private @Nullable LocalDate date(String raw, Consumer<String> problem) {
        try {
            LocalDate date = LocalDate.parse(raw);
            if (date.getYear() < 1800 || date.getYear() > 2199) {
                problem.accept(name + " is " + quote(raw) + ", which is outside the years 1800 to 2199");
            }
            return date;
        } catch (DateTimeException e) {
            problem.accept(name + " is " + quote(raw) + ", expected a date such as 2026-03-01");
            return null;
        }
    }

    private @Nullable Long integer(String raw, Consumer<String> problem) {
        try {
            return Long.valueOf(raw);
        } catch (NumberFormatException e) {
            problem.accept(name + " is " + quote(raw) + ", expected a whole number");
            return null;
        }
    }

    private static List<String> items(String raw) {
        return Arrays.stream(raw.split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String quote(String raw) {
        String shown = raw.length() > 40 ? raw.substring(0, 40) + "…" : raw;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
