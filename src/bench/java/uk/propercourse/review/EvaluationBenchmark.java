package uk.propercourse.review;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import uk.propercourse.explanation.ClosedMonths;
import uk.propercourse.intake.ForceLoader;
import uk.propercourse.intake.Receipt;
import uk.propercourse.kernel.London;
import uk.propercourse.simulation.SyntheticForce;

/**
 * How fast accesses are judged: attributed, explained, held against all rules and raised as flags, from a first evaluation of
 * a synthetic force of six weeks. The quarters show how the cost grows with what is in store. Its argument is the number of
 * staff (default 2,000, about 340,000 accesses).
 */
public final class EvaluationBenchmark {

    private static final int DAYS = 42;
    private static final int QUARTERS = 4;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

    private EvaluationBenchmark() {}

    /** Prints one table on standard output. */
    public static void main(String[] args) throws Exception {
        int staff = args.length == 0 ? 2_000 : Integer.parseInt(args[0]);
        Path home = Files.createTempDirectory("proper-course-bench-");
        SpringApplication application = new SpringApplication(Class.forName("uk.propercourse.CommandApplication"));
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] settings = {
            "--propercourse.home=" + home, "--logging.level.root=warn", "--spring.main.lazy-initialization=true"
        };
        try (ConfigurableApplicationContext context = application.run(settings)) {
            Path force = home.resolve("force");
            SyntheticForce.Written written = SyntheticForce.write(
                    force, new SyntheticForce.Parameters(staff, DAYS, 41, false, 2, FIRST), day -> {});
            double loading = load(context, force);
            double judging = judge(context, written.accesses());
            System.out.printf(
                    Locale.UK,
                    "%-58s %,12.0f%n",
                    "accesses a second, with all context in and all rules asked",
                    written.accesses() / (loading + judging));
            System.out.printf(
                    Locale.UK,
                    "%-58s %,12d%n",
                    "flags raised",
                    context.getBean(JdbcTemplate.class).queryForObject("select count(*) from review.flag", Long.class));
            bytes(context.getBean(JdbcTemplate.class), "bytes an access in all, as judged", written.accesses());
            context.getBean(ClosedMonths.class).pack(Instant.parse("2027-01-01T00:00:00Z"));
            bytes(context.getBean(JdbcTemplate.class), "bytes an access in all, months closed", written.accesses());
        }
    }

    /** Everything that an access leaves behind, with indexes: the event, its leaf, its verdict, roll-ups, findings and flags. */
    private static void bytes(JdbcTemplate jdbc, String what, int accesses) {
        // The queues are empty: what they once took is used again by what comes next.
        jdbc.execute("vacuum (full) access.arrival, explanation.settling");
        Long bytes = jdbc.queryForObject("""
                select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname in ('access', 'ledger', 'explanation', 'rules', 'review')
                """, Long.class);
        System.out.printf(Locale.UK, "%-58s %,12.0f%n", what, (bytes == null ? 0.0 : bytes) / accesses);
    }

    private static double load(ConfigurableApplicationContext context, Path force) throws Exception {
        long start = System.nanoTime();
        List<Receipt> receipts =
                context.getBean(ForceLoader.class).load(force, "benchmark", new Silent());
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = receipts.stream().mapToLong(Receipt::received).sum();
        System.out.printf(Locale.UK, "%-58s %,12.0f%n", "rows of all feeds loaded a second", rows / seconds);
        return seconds;
    }

    private static final class Silent implements ForceLoader.Listener {

        @Override
        public LongConsumer loading(Path file) {
            return rows -> {};
        }

        @Override
        public void loaded(Path file, Receipt receipt) {}
    }

    private static double judge(ConfigurableApplicationContext context, int accesses) {
        Instant asOf = FIRST.plusDays(DAYS + 7L).atStartOfDay(London.ZONE).toInstant();
        long start = System.nanoTime();
        long[] began = {start};
        int[] quarter = {1};
        // Each access is judged twice, when it arrives and when it settles.
        context.getBean(EvaluationService.class).evaluate(asOf, (done, left) -> {
            if (quarter[0] <= QUARTERS && done >= 2L * accesses * quarter[0] / QUARTERS) {
                double seconds = (System.nanoTime() - began[0]) / 1e9;
                System.out.printf(
                        Locale.UK,
                        "%-58s %,12.0f%n",
                        "  accesses judged a second, quarter " + quarter[0],
                        accesses / (double) QUARTERS / seconds);
                began[0] = System.nanoTime();
                quarter[0]++;
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.UK, "%-58s %,12.0f%n", "accesses judged a second", accesses / seconds);
        return seconds;
    }
}
