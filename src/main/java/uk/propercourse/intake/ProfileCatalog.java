package uk.propercourse.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Finds source profiles: a YAML file of the force's own under {@code ./profiles}, else one that we ship. */
@Component
public class ProfileCatalog {

    private static final String SHIPPED = "profiles/";

    /**
     * Reads a profile.
     *
     * @throws InvalidProfileException when there is none of that name or it cannot be used
     */
    public SourceProfile get(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new InvalidProfileException("A profile's name is kebab case, not '" + name + "'.");
        }
        Path own = Path.of("profiles", name + ".yaml");
        Resource shipped = new ClassPathResource(SHIPPED + name + ".yaml");
        try {
            if (Files.exists(own)) {
                return read(name, Files.newInputStream(own));
            }
            if (shipped.exists()) {
                return read(name, shipped.getInputStream());
            }
        } catch (IOException e) {
            throw new InvalidProfileException("The profile '" + name + "' cannot be read: " + e.getMessage());
        }
        throw new InvalidProfileException("There is no profile '" + name + "'. Shipped are "
                + String.join(", ", listShipped()) + "; your own go to profiles/NAME.yaml.");
    }

    /** Names of the profiles that we ship. */
    public List<String> listShipped() {
        try {
            List<String> names = new ArrayList<>();
            for (Resource found :
                    new PathMatchingResourcePatternResolver().getResources("classpath:" + SHIPPED + "*.yaml")) {
                names.add(Objects.requireNonNull(found.getFilename()).replace(".yaml", ""));
            }
            return names.stream().sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static SourceProfile read(String name, InputStream in) throws IOException {
        try (in) {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            if (!(root instanceof Map<?, ?> map) || !(map.get("columns") instanceof Map<?, ?> columns)) {
                throw new InvalidProfileException("The profile '" + name + "' has no 'columns'.");
            }
            return new SourceProfile(
                    name,
                    text(map.get("feed"), "access"),
                    list(map.get("blanks")),
                    list(map.get("ignore")),
                    columns.entrySet().stream()
                            .collect(Collectors.toMap(
                                    e -> String.valueOf(e.getKey()), e -> column(name, e.getKey(), e.getValue()))));
        }
    }

    private static SourceProfile.Column column(String profile, Object key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidProfileException(
                    "In the profile '" + profile + "' the column " + key + " must have 'from' or 'value'.");
        }
        return new SourceProfile.Column(
                list(map.get("from")),
                optional(map.get("value")),
                Boolean.TRUE.equals(map.get("optional")),
                optional(map.get("pattern")),
                optional(map.get("zone")),
                table(map.get("codes")),
                table(map.get("replace")),
                optional(map.get("prefix")));
    }

    private static String text(@Nullable Object value, String fallback) {
        return value == null ? fallback : value.toString();
    }

    private static @Nullable String optional(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<String> list(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    private static Map<String, String> table(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())))
                : Map.of();
    }
}
