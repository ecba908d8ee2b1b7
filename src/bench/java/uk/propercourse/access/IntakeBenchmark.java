package uk.propercourse.access;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.jpa.repository.support.SimpleJpaRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.ledger.LedgerVerification;

/**
 * How fast accesses come in, beside raw COPY into the same table and indexes, and what the ledger costs. Rounds are interleaved
 * and the table shows medians, because the machine's speed changes while it runs. It stores up to the number of events given
 * as its first argument (default 1,000,000) and measures at the beginning and at the end.
 */
public final class IntakeBenchmark {

    private static final int CHUNK = 5_000;
    private static final int ROUND = 100_000;
    private static final int ROUNDS = 5;
    private static final int SINGLE = 200;
    private static final int ACCOUNTS = 1_003;
    private static final String RAW = "1 raw binary COPY, 1 connection";

    private final ConfigurableApplicationContext context;
    private final Feed feed;
    private final RowCopy copy;
    private final Arrivals arrivals;
    private final KnownEvents known;
    private final AccountsSeen accounts;
    private final EventsUnderWay underWay;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final EntityManagerFactory entityManagers;
    private final AtomicLong next = new AtomicLong();

    private IntakeBenchmark(ConfigurableApplicationContext context) {
        this.context = context;
        this.feed = context.getBean(IntakeService.class).getFeed(Feed.ACCESS);
        this.copy = context.getBean(RowCopy.class);
        this.arrivals = context.getBean(Arrivals.class);
        this.known = context.getBean(KnownEvents.class);
        this.accounts = context.getBean(AccountsSeen.class);
        this.underWay = context.getBean(EventsUnderWay.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.entityManagers = entityManagers(context.getBean(DataSource.class));
    }

    /** Prints one table on standard output. */
    public static void main(String[] args) throws Exception {
        long target = args.length == 0 ? 1_000_000 : Long.parseLong(args[0]);
        Path home = Files.createTempDirectory("proper-course-bench-");
        SpringApplication application = new SpringApplication(Class.forName("uk.propercourse.CommandApplication"));
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] settings = {
            "--propercourse.home=" + home, "--logging.level.root=warn", "--spring.main.lazy-initialization=true"
        };
        try (ConfigurableApplicationContext context = application.run(settings)) {
            new IntakeBenchmark(context).run(target);
        }
    }

    private void run(long target) throws Exception {
        RawTable raw = createTables();
        createAccounts();
        System.out.printf("%-58s %12s %8s%n", "", "events/s", "x COPY");
        round(raw); // Warms up.
        analyse(raw);
        measure(raw);
        while (stored() < target) {
            store(chunks(ROUND), 2, this::sealed);
        }
        analyse(raw);
        measure(raw);
        verify();
        prove();
        bytes();
    }

    /** As intake does while a table grows. */
    private void analyse(RawTable raw) throws Exception {
        raw.execute("analyze access.access_event, bench.raw");
    }

    private long stored() {
        Long count = jdbc.queryForObject("select count(*) from access.access_event", Long.class);
        return count == null ? 0 : count;
    }

    private RawTable createTables() throws Exception {
        feed.prepare(chunk(1));
        RawTable table = RawTable.create(context);
        table.execute("""
                create table bench.naive (like access.access_event including all);
                grant select, insert, update on bench.naive to propercourse_app
                """);
        return table;
    }

    private void createAccounts() {
        jdbc.update("""
                insert into people.account (force_id, system_code, account_id, valid_from, staff_id, received_at, batch_id)
                select ?, 'SYS' || s, 'ACC' || lpad(a::text, 5, '0'), '2020-01-01Z', 'S' || a, now(), gen_random_uuid()
                from generate_series(0, 4) s, generate_series(0, ? - 1) a
                """, RawTable.FORCE, ACCOUNTS);
    }

    private Chunk chunk(int rows) {
        List<Object[]> values = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            long n = next.getAndIncrement();
            values.add(new Object[] {
                "SYS" + n % 5,
                "%012d".formatted(n),
                "ACC%05d".formatted(n % ACCOUNTS),
                Instant.ofEpochSecond(1_772_323_200L + n / 3),
                "VIEW",
                "PERSON",
                "P%07d".formatted(n * 7_919 % 1_000_003),
                n % 3 == 0 ? null : "CR/260302/%06d".formatted(n % 90_000),
                String.valueOf(n % 9),
                n % 2 == 0 ? null : "synthetic enquiry " + n % 977,
                null,
                "RSP-%04d".formatted(n % 700),
                "10.27." + n % 250 + ".15",
                null,
                n % 20,
                null
            });
        }
        return new Chunk(UUID.randomUUID(), Instant.parse("2026-04-01T00:00:00Z"), false, values);
    }

    private List<Chunk> chunks(int events) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < events; i += CHUNK) {
            chunks.add(chunk(CHUNK));
        }
        return chunks;
    }

    /** How a chunk is stored. */
    interface Way {
        void store(Chunk chunk);
    }

    /** The first evening's way: no ledger, no quarantine, no unknown accounts, an entity for each event. */
    private void naive(Chunk chunk) {
        EventIdentity identity = new EventIdentity();
        List<NaiveAccess> entities = new ArrayList<>(chunk.size());
        for (Object[] values : chunk.rows()) {
            AccessRow row = AccessRow.of(entities.size(), values, identity);
            NaiveAccess entity = new NaiveAccess();
            entity.eventKey = row.eventKey();
            entity.forceId = RawTable.FORCE;
            entity.ordinal = entities.size();
            entity.nonce = new byte[LeafHasher.NONCE];
            entity.batchId = chunk.batchId();
            entity.receivedAt = chunk.receivedAt();
            entity.systemCode = (String) values[0];
            entity.eventId = (String) values[1];
            entity.accountId = (String) values[2];
            entity.occurredAt = (Instant) values[3];
            entity.action = (String) values[4];
            entity.recordType = (String) values[5];
            entity.recordId = (String) values[6];
            entity.caseRef = (String) values[7];
            entity.reasonCode = (String) values[8];
            entity.reasonText = (String) values[9];
            entity.terminalId = (String) values[11];
            entities.add(entity);
        }
        try (EntityManager manager = entityManagers.createEntityManager()) {
            manager.getTransaction().begin();
            new SimpleJpaRepository<NaiveAccess, UUID>(NaiveAccess.class, manager).saveAll(entities);
            manager.getTransaction().commit();
        }
    }

    private static EntityManagerFactory entityManagers(DataSource dataSource) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setPersistenceUnitName("bench");
        factory.setDataSource(dataSource);
        factory.setManagedTypes(PersistenceManagedTypes.of(NaiveAccess.class.getName()));
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setJpaPropertyMap(Map.of(
                "hibernate.physical_naming_strategy",
                "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl"));
        factory.afterPropertiesSet();
        return Objects.requireNonNull(factory.getObject());
    }

    /** What intake does, but for the ledger: known events, unknown accounts, the event and its arrival. */
    private void unsealed(Chunk chunk) {
        feed.prepare(chunk);
        transaction.executeWithoutResult(status -> {
            EventIdentity identity = new EventIdentity();
            List<AccessRow> rows = new ArrayList<>(chunk.size());
            for (Object[] values : chunk.rows()) {
                rows.add(AccessRow.of(rows.size(), values, identity));
            }
            underWay.reserve(rows);
            KnownEvents.Sifted sifted = known.sift(rows, chunk.receivedAt());
            accounts.note(rows);
            CopyBuffer events = new CopyBuffer();
            byte[] nonce = new byte[LeafHasher.NONCE];
            for (AccessRow row : sifted.fresh()) {
                RawTable.encode(row, chunk, events, null, nonce);
            }
            copy.copy("access.access_event", EventEncoding.COLUMNS, events);
            if (!sifted.fresh().isEmpty()) {
                arrivals.add(-next.getAndIncrement(), sifted.fresh()); // Never the name of an append.
            }
        });
    }

    private void sealed(Chunk chunk) {
        feed.prepare(chunk);
        transaction.executeWithoutResult(status -> feed.merge(chunk));
    }

    /** Seconds for all chunks over so many connections. */
    static double store(List<Chunk> chunks, int connections, Way way) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        List<Future<?>> work = new ArrayList<>();
        for (Chunk chunk : chunks) {
            work.add(workers.submit(() -> way.store(chunk)));
        }
        for (Future<?> one : work) {
            one.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        workers.shutdown();
        return seconds;
    }

    private Map<String, Double> round(RawTable raw) throws Exception {
        Map<String, Double> rates = new TreeMap<>();
        rates.put(RAW, ROUND / store(chunks(ROUND), 1, raw::store));
        rates.put("2 intake without the ledger, 1 connection", ROUND / store(chunks(ROUND), 1, this::unsealed));
        rates.put("3 intake with the ledger, 1 connection", ROUND / store(chunks(ROUND), 1, this::sealed));
        rates.put("4 intake with the ledger, 2 connections", ROUND / store(chunks(ROUND), 2, this::sealed));
        List<Chunk> single = new ArrayList<>();
        for (int i = 0; i < SINGLE; i++) {
            single.add(chunk(1));
        }
        rates.put("5 intake with the ledger, one event a transaction", SINGLE / store(single, 1, this::sealed));
        rates.put("6 entities through JPA saveAll, 1 connection", CHUNK / store(chunks(CHUNK), 1, this::naive));
        return rates;
    }

    private void measure(RawTable raw) throws Exception {
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(round(raw));
        }
        System.out.printf(Locale.UK, "with %,d events in store%n", stored());
        for (String name : rounds.get(0).keySet()) {
            double[] rates = rounds.stream().mapToDouble(round -> rate(round, name)).sorted().toArray();
            double[] ratios = rounds.stream()
                    .mapToDouble(round -> rate(round, name) / rate(round, RAW))
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.UK, "  %-56s %,12.0f %8.2f%n", name.substring(2), rates[ROUNDS / 2], ratios[ROUNDS / 2]);
        }
    }

    private static double rate(Map<String, Double> round, String name) {
        return round.getOrDefault(name, Double.NaN);
    }

    private void verify() {
        LedgerVerification verification = context.getBean(LedgerVerification.class);
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            LedgerVerification.Report report = verification.verify((done, left) -> {});
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.UK,
                    "ledger verify, %s: %,d leaves, %s %25s %,.0f%n",
                    i == 0 ? "cold" : "warm",
                    report.leaves(),
                    report.holds() ? "nothing differs" : "SOMETHING DIFFERS",
                    "",
                    report.leaves() / seconds);
        }
    }

    private void prove() {
        LedgerReader reader = context.getBean(LedgerReader.class);
        long size = reader.findLatest().orElseThrow().size();
        double[] milliseconds = new double[500];
        for (int i = 0; i < milliseconds.length; i++) {
            long start = System.nanoTime();
            reader.inclusionProof(i * 7_919L * 104_729 % size, size);
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.UK,
                "inclusion proof at %,d leaves: median %.2f ms, 95 %% %.2f ms%n",
                size,
                milliseconds[250],
                milliseconds[475]);
    }

    private void bytes() {
        for (String tables : List.of("access.access_event%", "ledger.%", "access.arrival%")) {
            Long bytes = jdbc.queryForObject("""
                    select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and n.nspname || '.' || c.relname like ?
                    """, Long.class, tables);
            System.out.printf(
                    Locale.UK, "%-58s %,12.0f bytes an event%n", tables, (bytes == null ? 0.0 : bytes) / stored());
        }
    }
}
