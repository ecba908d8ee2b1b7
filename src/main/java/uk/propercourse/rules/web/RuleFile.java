package uk.propercourse.rules.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.Rule;

/**
 * A rule as a YAML file that forces can share. Who wrote it and what it found stay behind; whoever takes it over tries it and
 * has it approved like their own.
 */
final class RuleFile {

    private static final int LONGEST = 20_000;

    private RuleFile() {}

    /** Thrown when a text is no rule file; the message says what is wrong and where. */
    static final class InvalidRuleFileException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidRuleFileException(String message) {
            super(message);
        }
    }

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
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return "# A rule of Proper Course. Take it over under Rules, Import.\n"
                + new Yaml(new Representer(options), options).dump(fields);
    }

    /**
     * The form that starts from a file.
     *
     * @throws InvalidRuleFileException when something is missing or not understood
     */
    static RuleForm read(String text) throws InvalidRuleFileException {
        if (text.length() > LONGEST) {
            throw new InvalidRuleFileException("A rule file has at most " + LONGEST + " characters.");
        }
        Map<?, ?> fields = fields(text);
        return new RuleForm(
                required(fields, "code"),
                0,
                0,
                required(fields, "name"),
                required(fields, "sentence"),
                required(fields, "expression"),
                oneOf(Family.class, fields, "family"),
                whole(fields, "weight"),
                fields.get("usual_share") == null ? null : number(fields, "usual_share"),
                fields.get("daily_budget") == null ? null : whole(fields, "daily_budget"),
                whole(fields, "tier"),
                oneOf(Rule.Lane.class, fields, "lane"),
                oneOf(Rule.Story.class, fields, "story"),
                fields.get("source") == null ? "" : String.valueOf(fields.get("source")),
                "Taken over from a rule file, where it was version " + fields.get("version"));
    }

    private static Map<?, ?> fields(String text) throws InvalidRuleFileException {
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (root instanceof Map<?, ?> fields) {
                return fields;
            }
        } catch (YAMLException e) {
            throw new InvalidRuleFileException("This is not YAML: " + e.getMessage());
        }
        throw new InvalidRuleFileException("A rule file has lines such as “code: OWN_RECORD”; there is none.");
    }

    private static String required(Map<?, ?> fields, String name) throws InvalidRuleFileException {
        Object value = fields.get(name);
        if (value == null) {
            throw new InvalidRuleFileException("The line “" + name + ": …” is missing.");
        }
        return String.valueOf(value);
    }

    private static int whole(Map<?, ?> fields, String name) throws InvalidRuleFileException {
        if (fields.get(name) instanceof Integer number) {
            return number;
        }
        throw new InvalidRuleFileException("“" + name + "” must be a whole number.");
    }

    private static double number(Map<?, ?> fields, String name) throws InvalidRuleFileException {
        if (fields.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new InvalidRuleFileException("“" + name + "” must be a number.");
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, Map<?, ?> fields, String name)
            throws InvalidRuleFileException {
        String value = required(fields, name).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new InvalidRuleFileException("“" + name + "” cannot be " + value + ". It is one of "
                + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
    }
}
