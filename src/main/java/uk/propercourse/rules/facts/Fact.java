package uk.propercourse.rules.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of the vocabulary: a fact of an access as it stood at that moment. When it cannot be known its value is
 * unknown, which no condition takes for true.
 *
 * @param name as rules write it, {@code group.word}
 * @param type what its value is
 * @param meaning in plain English
 * @param immediate whether it can be known at once, without waiting for explanation
 * @param sections the joins it is read from, in the order they need
 * @param sql the expression over those joins
 * @param screen SQL over the access {@code j} that costs little and without which the fact is not true; of a number, that
 *     something at least as much compares as {@code %s} says; null where there is none
 */
public record Fact(
        String name,
        Type type,
        String meaning,
        boolean immediate,
        List<Section> sections,
        String sql,
        @Nullable String screen) {

    /** What a fact's value is. */
    public enum Type {
        /** Yes or no. */
        BOOL,
        /** A whole number. */
        INT,
        /** A number. */
        DOUBLE,
        /** A word. */
        STRING
    }

    /** Copies the list. */
    public Fact {
        sections = List.copyOf(sections);
    }

    Fact screened(String sql) {
        return new Fact(name, type, meaning, immediate, sections, this.sql, sql);
    }

    /** The part before the dot. */
    public String group() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The part after the dot. */
    public String word() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The column of the assembler's result. */
    public String column() {
        return name.replace('.', '_');
    }
}
