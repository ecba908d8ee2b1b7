package uk.propercourse.rules.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.web.SharedFile.InvalidFileException;

/**
 * A rule as a YAML file that forces can share. Who wrote it and what it found stay behind; whoever takes it over tries it and
 * has it approved like their own.
 */
final class RuleFile {

    private RuleFile() {}

    static String write(Rule rule) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", rule.code());
        fields.put("version", rule.version());
        fields.put("name", rule.name());
        fields.put("sentence", rule.sentence());
        fields.put("expression", rule.expression());
        fields.put("family", rule.family().name());
        fields.put("weight", rule.weight());
        if (rule.usualShare() != null) {
            fields.put("usual_share", rule.usualShare());
        }
        if (rule.budget() != null) {
            fields.put("daily_budget", rule.budget());
        }
        fields.put("tier", rule.tier());
        fields.put("lane", rule.lane().name());
        fields.put("story", rule.story().name());
        fields.put("source", rule.source());
        return SharedFile.write("A rule of Proper Course. Take it over under Rules, Import.", fields);
    }

    /**
     * The form that starts from a file.
     *
     * @throws InvalidFileException when something is missing or not understood
     */
    static RuleForm read(String text) throws InvalidFileException {
        SharedFile file = SharedFile.read(text, "code: OWN_RECORD");
        return new RuleForm(
                file.text("code"),
                0,
                0,
                file.text("name"),
                file.text("sentence"),
                file.text("expression"),
                file.oneOf(Family.class, "family"),
                file.whole("weight"),
                file.has("usual_share") ? file.number("usual_share") : null,
                file.has("daily_budget") ? file.whole("daily_budget") : null,
                file.whole("tier"),
                file.oneOf(Rule.Lane.class, "lane"),
                file.oneOf(Rule.Story.class, "story"),
                file.has("source") ? file.text("source") : "",
                "Taken over from a rule file, where it was version "
                        + file.fields().get("version"));
    }
}
