package uk.propercourse.rules.web;

import java.util.Arrays;
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

/** A YAML file of names and values that forces share with each other, and what is said of one that is not understood. */
final class SharedFile {

    private static final int LONGEST = 20_000;

    private final Map<?, ?> fields;

    private SharedFile(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Thrown when a text is no such file; the message says what is wrong and where. */
    static final class InvalidFileException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidFileException(String message) {
            super(message);
        }
    }

    /**
     * The text of a file.
     *
     * @param comment what it is and where it is taken over, for its first line
     */
    static String write(String comment, Map<String, ? extends @Nullable Object> fields) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return "# " + comment + "\n" + new Yaml(new Representer(options), options).dump(fields);
    }

    /**
     * Reads a file.
     *
     * @param example one of its lines
     * @throws InvalidFileException when it is too long, not YAML, or has no lines
     */
    static SharedFile read(String text, String example) throws InvalidFileException {
        if (text.length() > LONGEST) {
            throw new InvalidFileException("The file has more than " + LONGEST + " characters.");
        }
        try {
            if (new Yaml(new SafeConstructor(new LoaderOptions())).load(text) instanceof Map<?, ?> fields) {
                return new SharedFile(fields);
            }
        } catch (YAMLException e) {
            throw new InvalidFileException("This is not YAML: " + e.getMessage());
        }
        throw new InvalidFileException("The file has lines such as “" + example + "”; there is none.");
    }

    Map<?, ?> fields() {
        return fields;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    /** What stands at that name. */
    Object required(String name) throws InvalidFileException {
        Object value = fields.get(name);
        if (value == null) {
            throw new InvalidFileException("The line “" + name + ": …” is missing.");
        }
        return value;
    }

    String text(String name) throws InvalidFileException {
        return String.valueOf(required(name));
    }

    int whole(String name) throws InvalidFileException {
        if (required(name) instanceof Integer number) {
            return number;
        }
        throw new InvalidFileException("“" + name + "” must be a whole number.");
    }

    double number(String name) throws InvalidFileException {
        return number(name, required(name));
    }

    static double number(String name, @Nullable Object value) throws InvalidFileException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new InvalidFileException("“" + name + "” must be a number.");
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String name) throws InvalidFileException {
        String value = text(name).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new InvalidFileException("“" + name + "” cannot be " + value + ". It is one of "
                + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
    }
}
