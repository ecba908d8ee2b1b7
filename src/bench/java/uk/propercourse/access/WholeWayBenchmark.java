package uk.propercourse.access;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.ClosedMonths;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.intake.ForceLoader;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.Receipt;
import uk.propercourse.kernel.London;
import uk.propercourse.review.EvaluationService;
import uk.propercourse.simulation.SyntheticForce;

/**
 * The whole way of an access beside raw COPY of the same rows: intake with the ledger on two connections, then attribution,
 * explanation, all rules and flags, over a synthetic force whose context is in. COPY and intake take turns every
 * {@value #TURN} rows and judging follows every week, so that each week's line compares what the machine did in the same
 * minutes, and the lines show how the cost grows with what is in store. Its arguments are the number of staff of a force to
 * make for {@value #DAYS} days (default 2,000, about 340,000 accesses) or the folder of one that is there, and how many days
 * pass between two evaluations (default {@value #WEEK}): each also judges for the time being what has not settled at its end.
 */
public final class WholeWayBenchmark {

    private static final int DAYS = 42;
    private static final int WEEK = 7;
    private static final int CHUNK = 5_000;
    private static final int TURN = 50_000;
    private static final int WARM_UP = 200;
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

    private final ConfigurableApplicationContext context;
    private final PrintStream out;
    private final Feed feed;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final EvaluationService evaluation;
    private final Set<List<String>> analysed = ConcurrentHashMap.newKeySet();

    private WholeWayBenchmark(ConfigurableApplicationContext context, PrintStream out) {
        this.context = context;
        this.out = out;
        this.feed = context.getBean(IntakeService.class).getFeed(Feed.ACCESS);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.evaluation = context.getBean(EvaluationService.class);
    }

    /**
     * Prints one table on standard output. A force of {@value #WARM_UP} goes the same way before, unseen: the JVM of a server has
     * compiled long ago what it runs every night.
     */
    public static void main(String[] args) throws Exception {
        measure(String.valueOf(WARM_UP), WEEK, new PrintStream(OutputStream.nullOutputStream()));
        measure(args.length == 0 ? "2000" : args[0], args.length < 2 ? WEEK : Integer.parseInt(args[1]), System.out);
    }

    private static void measure(String force, int days, PrintStream out) throws Exception {
        Path home = Files.createTempDirectory("proper-course-bench-");
        SpringApplication application = new SpringApplication(Class.forName("uk.propercourse.CommandApplication"));
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] settings = {
            "--propercourse.home=" + home, "--logging.level.root=warn", "--spring.main.lazy-initialization=true"
        };
        try (ConfigurableApplicationContext context = application.run(settings)) {
            new WholeWayBenchmark(context, out)
                    .run(force.matches("\\d+") ? make(home, Integer.parseInt(force)) : Path.of(force), home, days);
        }
    }

    private static Path make(Path home, int staff) throws IOException {
        Path force = home.resolve("force");
        SyntheticForce.write(force, new SyntheticForce.Parameters(staff, DAYS, 41, false, 2, FIRST), day -> {});
        return force;
    }

    private void run(Path force, Path home, int days) throws Exception {
        loadContext(force, home);
        RawTable raw = RawTable.create(context);
        out.printf("%-22s %11s %11s %11s %11s %8s%n", "in store", "COPY/s", "intake/s", "judged/s", "whole/s", "x COPY");
        Times all = new Times();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(force.resolve("access.csv"));
                CloseableIterator<NamedCsvRecord> rows = reader.iterator()) {
            List<Object[]> ahead = new ArrayList<>();
            int whole = days(force);
            for (int day = days; day < whole + days; day += days) {
                boolean last = day >= whole;
                Instant end = start(Math.min(day, whole));
                Times turn = new Times();
                takeIn(rows, ahead, last ? Instant.MAX : end, raw, turn);
                raw.execute("analyze access.access_event, bench.raw");
                judge(last ? end.plus(Duration.ofDays(WEEK)) : end, turn);
                all.add(turn);
                turn.print(out, String.format(Locale.UK, "%,d", all.events));
            }
        }
        all.print(out, "all");
        room(all.events);
    }

    private static Instant start(int day) {
        return FIRST.plusDays(day).atStartOfDay(London.ZONE).toInstant();
    }

    /** How many whole days the accesses of the force span: the last shift goes on into the day after. */
    private int days(Path force) throws IOException {
        Instant last = start(1);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(force.resolve("access.csv"))) {
            for (NamedCsvRecord row : rows) {
                Instant at = (Instant) values(row)[3];
                last = at.isAfter(last) ? at : last;
            }
        }
        return (int) Duration.between(start(0), last).toDays();
    }

    /** Seconds of each step. */
    private static final class Times {
        private long events;
        private long judgements;
        private double copying;
        private double takingIn;
        private double judging;

        void add(Times other) {
            events += other.events;
            judgements += other.judgements;
            copying += other.copying;
            takingIn += other.takingIn;
            judging += other.judging;
        }

        /** An access is judged when it arrives and when it settles, in one evaluation or two. */
        void print(PrintStream out, String name) {
            double judged = judgements / 2.0 / judging;
            double whole = 1 / (takingIn / events + 1 / judged);
            out.printf(
                    Locale.UK,
                    "%-22s %,11.0f %,11.0f %,11.0f %,11.0f %8.3f%n",
                    name,
                    events / copying,
                    events / takingIn,
                    judged,
                    whole,
                    whole * copying / events);
        }
    }

    private void loadContext(Path force, Path home) throws IOException {
        Path folder = Files.createDirectory(home.resolve("context"));
        try (var files = Files.list(force)) {
            for (Path file : files.filter(file -> !file.endsWith("access.csv")).toList()) {
                Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toAbsolutePath());
            }
        }
        long rows = context.getBean(ForceLoader.class).load(folder, "benchmark", new Silent()).stream()
                .mapToLong(Receipt::received)
                .sum();
        out.printf(Locale.UK, "%,d rows of context%n", rows);
    }

    private static final class Silent implements ForceLoader.Listener {

        @Override
        public LongConsumer loading(Path file) {
            return rows -> {};
        }

        @Override
        public void loaded(Path file, Receipt receipt) {}
    }

    /** The accesses before that moment, {@value #TURN} to COPY and the same to intake, in turns. */
    private void takeIn(
            CloseableIterator<NamedCsvRecord> rows, List<Object[]> ahead, Instant end, RawTable raw, Times week)
            throws Exception {
        boolean more = true;
        while (more) {
            List<Object[]> turn = new ArrayList<>(ahead);
            ahead.clear();
            while (more && turn.size() < TURN && rows.hasNext()) {
                Object[] row = values(rows.next());
                more = ((Instant) row[3]).isBefore(end);
                (more ? turn : ahead).add(row);
            }
            more = more && rows.hasNext();
            List<Chunk> chunks = chunks(turn);
            week.events += turn.size();
            week.copying += IntakeBenchmark.store(chunks, 1, raw::store);
            week.takingIn += IntakeBenchmark.store(chunks, 2, this::store);
        }
    }

    private Object[] values(NamedCsvRecord record) {
        List<FeedColumn> columns = feed.columns();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            FeedColumn column = columns.get(i);
            values[i] = column.normalise(record.findField(column.name()).orElse(null), problem -> {
                throw new IllegalArgumentException(problem);
            });
        }
        return values;
    }

    private static List<Chunk> chunks(List<Object[]> rows) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += CHUNK) {
            chunks.add(new Chunk(
                    UUID.randomUUID(), Instant.now(), false, rows.subList(i, Math.min(i + CHUNK, rows.size()))));
        }
        return chunks;
    }

    /** As intake does: a new month has tables that nothing is known of. */
    private void store(Chunk chunk) {
        feed.prepare(chunk);
        transaction.executeWithoutResult(status -> feed.merge(chunk));
        List<String> growing = feed.growingTables();
        if (analysed.add(growing)) {
            growing.forEach(
                    table -> jdbc.query("select kernel.refresh_statistics(?::regclass)", row -> {}, table));
        }
    }

    private void judge(Instant asOf, Times week) {
        long start = System.nanoTime();
        week.judgements += evaluation.evaluate(asOf, (done, left) -> {});
        week.judging += (System.nanoTime() - start) / 1e9;
    }

    private void room(long accesses) {
        out.printf(
                Locale.UK,
                "%-58s %,12d%n",
                "flags raised",
                jdbc.queryForObject("select count(*) from review.flag", Long.class));
        bytes("bytes an access in all, as judged", accesses);
        context.getBean(ClosedMonths.class).pack(Instant.parse("2027-01-01T00:00:00Z"));
        bytes("bytes an access in all, months closed", accesses);
    }

    /** Everything that an access leaves behind, with indexes: the event, its leaf, its verdict, roll-ups, findings and flags. */
    private void bytes(String what, long accesses) {
        // The queues are empty: what they once took is used again by what comes next.
        jdbc.execute("vacuum (full) access.arrival, explanation.settling, explanation.provisional");
        Long bytes = jdbc.queryForObject("""
                select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname in ('access', 'ledger', 'explanation', 'rules', 'review')
                """, Long.class);
        out.printf(Locale.UK, "%-58s %,12.0f%n", what, (bytes == null ? 0.0 : bytes) / accesses);
    }
}
