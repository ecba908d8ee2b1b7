package uk.propercourse.rules.web;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.propercourse.rules.Rule;

/** What changed from one version of a rule to the next, word by word. */
record RuleDiff(String what, List<Part> parts) {

    private static final DiffRowGenerator WORDS =
            DiffRowGenerator.create().lineNormalizer(word -> word).build();

    /** Words that stayed, came or went. */
    record Part(Kind kind, String text) {}

    /** What happened to the words. */
    enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** The fields that differ; none where there is nothing before. */
    static List<RuleDiff> between(@Nullable Rule before, Rule after) {
        List<RuleDiff> diffs = new ArrayList<>();
        if (before != null) {
            add(diffs, "Name", before.name(), after.name());
            add(diffs, "Fires when somebody", before.sentence(), after.sentence());
            add(diffs, "Condition", before.expression(), after.expression());
            add(diffs, "Weighing", weighing(before), weighing(after));
        }
        return diffs;
    }

    private static String weighing(Rule rule) {
        return rule.weight() + " points in " + rule.family().label() + " tier " + rule.tier() + " "
                + (rule.usualShare() == null ? "fixed " : "at a usual share of " + rule.usualShare() + " ")
                + (rule.budget() == null ? "" : "at most " + rule.budget() + " stories a day ")
                + rule.lane().label().toLowerCase(java.util.Locale.UK) + " by "
                + rule.story().name().toLowerCase(java.util.Locale.UK);
    }

    private static void add(List<RuleDiff> diffs, String what, String before, String after) {
        if (!before.equals(after)) {
            diffs.add(new RuleDiff(what, parts(before, after)));
        }
    }

    private static List<Part> parts(String before, String after) {
        List<Part> parts = new ArrayList<>();
        for (DiffRow row : WORDS.generateDiffRows(words(before), words(after))) {
            if (row.getTag() == DiffRow.Tag.EQUAL) {
                parts.add(new Part(Kind.SAME, row.getNewLine()));
            } else {
                if (!row.getOldLine().isEmpty()) {
                    parts.add(new Part(Kind.REMOVED, row.getOldLine()));
                }
                if (!row.getNewLine().isEmpty()) {
                    parts.add(new Part(Kind.ADDED, row.getNewLine()));
                }
            }
        }
        return parts;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
    }
}
