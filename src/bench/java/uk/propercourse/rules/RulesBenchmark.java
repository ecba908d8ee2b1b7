package uk.propercourse.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.rules.language.RuleCompiler.Condition;

/**
 * What rules cost for each access once its facts are there: twenty of the shipped ones, as they run, over drawn facts. What
 * {@link #factsAlone} costs is reading the facts; the rest of {@link #twentyRules} is the rules.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RulesBenchmark {

    private static final int ACCESSES = 200_000;
    private static final int RULES = 20;

    private @Nullable ConfigurableApplicationContext context;
    /** On one connection, which has the facts. */
    private @Nullable JdbcTemplate jdbc;

    private List<Condition> conditions = List.of();

    /** Starts a database of its own and draws the facts. */
    @Setup
    public void prepare() throws IOException, ClassNotFoundException, SQLException {
        SpringApplication application = new SpringApplication(Class.forName("uk.propercourse.CommandApplication"));
        application.setWebApplicationType(WebApplicationType.NONE);
        context = application.run(
                "--propercourse.home=" + Files.createTempDirectory("proper-course-bench-"),
                "--logging.level.root=warn",
                "--spring.main.lazy-initialization=true");
        DataSource dataSource = context.getBean(DataSource.class);
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(dataSource.getConnection(), true));
        RuleCompiler compiler = new RuleCompiler();
        conditions = context.getBean(RuleBook.class).listLive().stream()
                .limit(RULES)
                .map(rule -> compiler.compile(rule.expression()))
                .toList();
        Set<String> columns = new TreeSet<>();
        conditions.forEach(condition -> condition.facts().forEach(fact -> columns.add(drawn(fact))));
        jdbc().execute("create temporary table f as select %s from generate_series(1, %d)"
                .formatted(String.join(", ", columns), ACCESSES));
        jdbc().execute("analyze f");
    }

    private static String drawn(Fact fact) {
        String value =
                switch (fact.type()) {
                    case BOOL -> "random() < 0.1";
                    case INT -> "(random() * 50)::bigint";
                    case DOUBLE -> "random() * 50";
                    case STRING -> "(array['PERSON', 'VIEW', 'RESPONSE', 'OTHER'])[1 + (random() * 3)::integer]";
                };
        return "case when random() < 0.9 then %s end as %s".formatted(value, fact.column());
    }

    private JdbcTemplate jdbc() {
        return Objects.requireNonNull(jdbc);
    }

    /** Ends the database. */
    @TearDown
    public void end() {
        Objects.requireNonNull(context).close();
    }

    /** Reading the facts of an access and counting twenty times what needs no thought. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public @Nullable Long factsAlone() {
        return count(condition -> anyFact() + " is not null");
    }

    private String anyFact() {
        return "f."
                + conditions.get(conditions.size() - 1).facts().iterator().next().column();
    }

    /** The same with a rule asked for each count. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public @Nullable Long twentyRules() {
        return count(Condition::sql);
    }

    private @Nullable Long count(Function<Condition, String> asked) {
        return jdbc().queryForObject(
                        conditions.stream()
                                .map(condition -> "count(*) filter (where " + asked.apply(condition) + ")")
                                .collect(Collectors.joining(" + ", "select ", " from f")),
                        Long.class);
    }
}
