package uk.propercourse.rules.web;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.StrengthLevel;

/** The strengths of explanations as a YAML file that forces can share; whoever takes it over proposes them like their own. */
final class StrengthFile {

    private static final int LONGEST = 5_000;

    private StrengthFile() {}

    /** Thrown when a text is no such file; the message says what is wrong and where. */
    static final class InvalidStrengthFileException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidStrengthFileException(String message) {
            super(message);
        }
    }

    static String write(Map<ExplanationTemplate, StrengthLevel> levels) {
        Map<String, String> fields = new LinkedHashMap<>();
        levels.forEach((template, level) -> fields.put(template.name(), level.name()));
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return "# Strengths of explanations of Proper Course. Take them over under Rules, Explanations, Set strengths.\n"
                + new Yaml(new Representer(options), options).dump(fields);
    }

    /**
     * The levels of a file, where it says nothing as they are now.
     *
     * @throws InvalidStrengthFileException when a line is not understood
     */
    static Map<ExplanationTemplate, StrengthLevel> read(String text, Map<ExplanationTemplate, StrengthLevel> now)
            throws InvalidStrengthFileException {
        if (text.length() > LONGEST) {
            throw new InvalidStrengthFileException("A file of strengths has at most " + LONGEST + " characters.");
        }
        Map<ExplanationTemplate, StrengthLevel> levels = new EnumMap<>(now);
        for (Map.Entry<?, ?> line : lines(text).entrySet()) {
            ExplanationTemplate template = template(String.valueOf(line.getKey()), now);
            levels.put(template, level(template, String.valueOf(line.getValue())));
        }
        return levels;
    }

    private static Map<?, ?> lines(String text) throws InvalidStrengthFileException {
        try {
            if (new Yaml(new SafeConstructor(new LoaderOptions())).load(text) instanceof Map<?, ?> lines) {
                return lines;
            }
        } catch (YAMLException e) {
            throw new InvalidStrengthFileException("This is not YAML: " + e.getMessage());
        }
        throw new InvalidStrengthFileException(
                "A file of strengths has lines such as “UNIT_CASE: MEDIUM”; there is none.");
    }

    private static ExplanationTemplate template(String code, Map<ExplanationTemplate, StrengthLevel> now)
            throws InvalidStrengthFileException {
        for (ExplanationTemplate template : now.keySet()) {
            if (template.name().equals(code)) {
                return template;
            }
        }
        throw new InvalidStrengthFileException(
                "“" + code + "” is no explanation whose strength can be set. They are " + now.keySet() + ".");
    }

    /** The level of that code, if the template may have it. */
    static StrengthLevel level(ExplanationTemplate template, String code) throws InvalidStrengthFileException {
        for (StrengthLevel level : template.levels()) {
            if (level.name().equals(code)) {
                return level;
            }
        }
        throw new InvalidStrengthFileException(
                "“" + template + "” cannot be “" + code + "”. It is one of " + template.levels() + ".");
    }
}
