package uk.propercourse.rules.web;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.StrengthLevel;
import uk.propercourse.rules.web.SharedFile.InvalidFileException;

/** The strengths of explanations as a YAML file that forces can share; whoever takes it over proposes them like their own. */
final class StrengthFile {

    private StrengthFile() {}

    static String write(Map<ExplanationTemplate, StrengthLevel> levels) {
        Map<String, String> fields = new LinkedHashMap<>();
        levels.forEach((template, level) -> fields.put(template.name(), level.name()));
        return SharedFile.write(
                "Strengths of explanations of Proper Course. Take them over under Rules, Explanations, Set strengths.",
                fields);
    }

    /**
     * The levels of a file, where it says nothing as they are now.
     *
     * @throws InvalidFileException when a line is not understood
     */
    static Map<ExplanationTemplate, StrengthLevel> read(String text, Map<ExplanationTemplate, StrengthLevel> now)
            throws InvalidFileException {
        Map<ExplanationTemplate, StrengthLevel> levels = new EnumMap<>(now);
        for (Map.Entry<?, ?> line :
                SharedFile.read(text, "UNIT_CASE: MEDIUM").fields().entrySet()) {
            ExplanationTemplate template = template(String.valueOf(line.getKey()), now);
            levels.put(template, level(template, String.valueOf(line.getValue())));
        }
        return levels;
    }

    private static ExplanationTemplate template(String code, Map<ExplanationTemplate, StrengthLevel> now)
            throws InvalidFileException {
        for (ExplanationTemplate template : now.keySet()) {
            if (template.name().equals(code)) {
                return template;
            }
        }
        throw new InvalidFileException(
                "“" + code + "” is no explanation whose strength can be set. They are " + now.keySet() + ".");
    }

    /** The level of that code, if the template may have it. */
    static StrengthLevel level(ExplanationTemplate template, String code) throws InvalidFileException {
        for (StrengthLevel level : template.levels()) {
            if (level.name().equals(code)) {
                return level;
            }
        }
        throw new InvalidFileException(
                "“" + template + "” cannot be “" + code + "”. It is one of " + template.levels() + ".");
    }
}
