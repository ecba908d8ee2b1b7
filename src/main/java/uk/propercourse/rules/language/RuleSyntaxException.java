package uk.propercourse.rules.language;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.InvalidException;

/** Thrown when an expression is not a condition over the vocabulary; says where and, if it can, what was meant. */
public final class RuleSyntaxException extends InvalidException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    RuleSyntaxException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::text).collect(Collectors.joining(" ")));
        this.mistakes = List.copyOf(mistakes);
    }

    RuleSyntaxException(String message) {
        this(List.of(new Mistake(1, 1, message, null)));
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     * @param message what
     * @param meant the nearest name that there is, or null
     */
    public record Mistake(
            int line, int column, String message, @Nullable String meant) {

        /** For people. */
        public String text() {
            return "Line " + line + ", character " + column + ": " + message + "."
                    + (meant == null ? "" : " Did you mean '" + meant + "'?");
        }
    }

    /** What is wrong, in the order of the text. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    @Override
    public String code() {
        return "rule-syntax";
    }
}
