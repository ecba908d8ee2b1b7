package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.UnknownContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;

/** Generated rules over generated facts: the SQL that they are compiled to and CEL's own runtime must agree. */
class RuleAgreementIT extends IntegrationTest {

    private static final long SEED = 20_261_122;
    private static final int RULES = 1_000;
    private static final int ROWS = 100;
    private static final List<String> WORDS =
            List.of("", "A", "B", "a", "Ab", "PERSON", "O'Neill", "\u00e9t\u00e9", "z");

    private final Random random = new Random(SEED);
    private final RuleCompiler compiler = new RuleCompiler();
    private final CelRuntime runtime = CelFactory.legacyCelBuilder()
            .setOptions(CelOptions.current()
                    .enableUnknownTracking(true)
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .build();

    private record Disagreement(String rule, int row, String cel, String sql) {}

    /** One connection, so that the temporary table stays. */
    private JdbcTemplate connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = new JdbcTemplate(new SingleConnectionDataSource(
                Objects.requireNonNull(jdbc.getDataSource()).getConnection(), true));
    }

    @Test
    void sqlAndTheRuntimeOfCelAgreeOnEveryPair() throws Exception {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(facts());
        }
        store(rows);
        List<Disagreement> disagreements = new ArrayList<>();
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            compare(condition(3), rows, disagreements, outcomes);
        }
        disagreements.sort(Comparator.comparingInt(found -> found.rule().length()));
        assertThat(disagreements.stream().limit(3))
                .as("the shortest; seed " + SEED)
                .isEmpty();
        assertThat(outcomes.values().stream().mapToInt(n -> n).sum()).isEqualTo(RULES * ROWS);
        assertThat(outcomes)
                .hasSize(3)
                .allSatisfy((outcome, times) -> assertThat(times).as(outcome).isGreaterThan(RULES));
    }

    private void compare(
            String rule,
            List<Map<String, @Nullable Object>> rows,
            List<Disagreement> disagreements,
            Map<String, Integer> outcomes)
            throws Exception {
        List<String> sql = connection.queryForList(
                "select coalesce((" + compiler.compile(rule).sql() + ")::text, 'unknown') from agreement f order by id",
                String.class);
        CelRuntime.Program program = runtime.createProgram(compiler.check(rule));
        for (int row = 0; row < rows.size(); row++) {
            String cel = evaluate(program, rows.get(row));
            outcomes.merge(cel, 1, Integer::sum);
            if (!cel.equals(sql.get(row))) {
                disagreements.add(new Disagreement(rule, row, cel, sql.get(row)));
            }
        }
    }

    private static String evaluate(CelRuntime.Program program, Map<String, @Nullable Object> facts) throws Exception {
        Map<String, Map<String, Object>> groups = new HashMap<>();
        List<CelAttributePattern> unknown = new ArrayList<>();
        for (Fact fact : Vocabulary.list()) {
            Map<String, Object> group = groups.computeIfAbsent(fact.group(), name -> new HashMap<>());
            Object value = facts.get(fact.name());
            if (value == null) {
                unknown.add(CelAttributePattern.fromQualifiedIdentifier(fact.name()));
            } else {
                group.put(fact.word(), value);
            }
        }
        Object result = program.advanceEvaluation(
                UnknownContext.create(name -> Optional.ofNullable(groups.get(name)), unknown));
        return result instanceof CelUnknownSet ? "unknown" : String.valueOf(result);
    }

    private void store(List<Map<String, @Nullable Object>> rows) {
        connection.execute("create temporary table agreement (id integer, "
                + Vocabulary.list().stream()
                        .map(fact -> fact.column() + " " + type(fact))
                        .collect(Collectors.joining(", "))
                + ")");
        String marks = ", ?".repeat(Vocabulary.list().size());
        for (int i = 0; i < rows.size(); i++) {
            Map<String, @Nullable Object> row = rows.get(i);
            List<@Nullable Object> values = new ArrayList<>(List.of(i));
            Vocabulary.list().forEach(fact -> values.add(row.get(fact.name())));
            connection.update("insert into agreement values (?" + marks + ")", values.toArray());
        }
    }

    private static String type(Fact fact) {
        return switch (fact.type()) {
            case BOOL -> "boolean";
            case INT -> "bigint";
            case DOUBLE -> "double precision";
            case STRING -> "text";
        };
    }

    private Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new HashMap<>();
        for (Fact fact : Vocabulary.list()) {
            facts.put(fact.name(), random.nextInt(4) == 0 ? null : value(fact));
        }
        return facts;
    }

    private Object value(Fact fact) {
        return switch (fact.type()) {
            case BOOL -> random.nextBoolean();
            case INT -> (long) random.nextInt(-3, 12);
            case DOUBLE -> random.nextInt(-6, 24) / 2.0;
            case STRING -> WORDS.get(random.nextInt(WORDS.size()));
        };
    }

    private String fact(Fact.Type type) {
        List<String> names = Vocabulary.list().stream()
                .filter(fact -> fact.type() == type)
                .map(Fact::name)
                .toList();
        return names.get(random.nextInt(names.size()));
    }

    private String condition(int depth) {
        if (depth == 0) {
            return random.nextInt(8) == 0 ? String.valueOf(random.nextBoolean()) : fact(Fact.Type.BOOL);
        }
        return switch (random.nextInt(9)) {
            case 0 -> "!(" + condition(depth - 1) + ")";
            case 1, 2 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 3, 4 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 5 -> number(true, depth) + comparison() + number(random.nextBoolean(), depth);
            case 6 -> number(false, depth) + comparison() + number(false, depth);
            case 7 -> word() + pick(" == ", " != ", " < ", " >= ") + word();
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> word() + " in [" + text() + ", " + text() + "]";
                    case 1 -> whole(0) + " in [1, 2, " + random.nextInt(9) + "]";
                    case 2 -> condition(0) + " == " + condition(0);
                    default -> word() + pick(".startsWith(", ".endsWith(", ".contains(") + text() + ")";
                };
        };
    }

    private String comparison() {
        return pick(" < ", " <= ", " > ", " >= ");
    }

    private String number(boolean whole, int depth) {
        return whole ? whole(depth) : fraction(depth);
    }

    private String whole(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> fact(Fact.Type.INT);
            case 1 -> pick("3000000000", "-2", "0", "7");
            default -> "(" + whole(0) + pick(" + ", " - ", " * ") + whole(0) + ")";
        };
    }

    private String fraction(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> fact(Fact.Type.DOUBLE);
            case 1 -> pick("2.5", "-1.0", "0.0", "1e3");
            default -> "(" + fraction(0) + pick(" + ", " - ", " * ") + fraction(0) + ")";
        };
    }

    private String word() {
        return random.nextInt(3) > 0 ? fact(Fact.Type.STRING) : text();
    }

    private String text() {
        return '"' + WORDS.get(random.nextInt(WORDS.size())) + '"';
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
