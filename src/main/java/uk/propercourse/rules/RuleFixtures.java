package uk.propercourse.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.language.RuleCompiler;

/** What shipped rules are held to: the published case that each must catch, and the honest look-alike that it must spare. */
@Service
public class RuleFixtures {

    private static final String FILE = "rules/fixtures.yaml";

    private final JdbcClient jdbc;
    private final RuleCompiler compiler = new RuleCompiler();
    private final Map<String, Map<String, Map<String, Object>>> fixtures;

    RuleFixtures(JdbcClient jdbc) {
        this.jdbc = jdbc;
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            fixtures = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * What a rule does with a case.
     *
     * @param expected whether it must fire
     * @param fires whether it does
     */
    public record Outcome(String text, Map<String, Object> facts, boolean expected, boolean fires) {}

    /** Asks a rule about its fixtures as matching would; empty for a rule that has none. */
    public List<Outcome> run(Rule rule) {
        List<Outcome> outcomes = new ArrayList<>();
        fixtures.getOrDefault(rule.code(), Map.of())
                .forEach((which, fixture) -> outcomes.add(ask(rule, which.equals("fires"), fixture)));
        return outcomes;
    }

    @SuppressWarnings("unchecked") // The shape of our own file.
    private Outcome ask(Rule rule, boolean expected, Map<String, Object> fixture) {
        Map<String, Object> facts = (Map<String, Object>) Objects.requireNonNull(fixture.get("facts"));
        RuleCompiler.Condition condition = compiler.compile(rule.expression());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        condition.facts().forEach(fact -> values.put(fact.column(), facts.get(fact.name())));
        String columns = condition.facts().stream()
                .map(fact -> "cast(:" + fact.column() + " as " + type(fact) + ") as " + fact.column())
                .collect(Collectors.joining(", "));
        boolean fires = jdbc.sql("select coalesce(" + condition.sql() + ", false) from (select " + columns + ") f")
                .params(values)
                .query(Boolean.class)
                .single();
        return new Outcome(String.valueOf(fixture.get("case")), facts, expected, fires);
    }

    private static String type(Fact fact) {
        return switch (fact.type()) {
            case BOOL -> "boolean";
            case INT -> "bigint";
            case DOUBLE -> "double precision";
            case STRING -> "text";
        };
    }
}
