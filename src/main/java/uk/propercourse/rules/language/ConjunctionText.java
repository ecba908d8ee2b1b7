package uk.propercourse.rules.language;

import java.util.ArrayList;
import java.util.List;

/** The text of an expression, taken apart where {@code &&} joins conditions that must all hold. */
final class ConjunctionText {

    private ConjunctionText() {}

    /**
     * The parts in order; the whole where {@code ||} joins at the top, for that binds less.
     *
     * @param expression that compiles
     */
    static List<String> split(String expression) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int start = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (depth == 0 && (expression.startsWith("||", i) || c == '?')) {
                return List.of(expression.strip());
            } else if (depth == 0 && expression.startsWith("&&", i)) {
                parts.add(expression.substring(start, i).strip());
                start = i + 2;
                i++;
            }
        }
        parts.add(expression.substring(start).strip());
        return parts;
    }
}
