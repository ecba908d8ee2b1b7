package uk.propercourse.access;

import static uk.propercourse.intake.FeedColumn.identifier;
import static uk.propercourse.intake.FeedColumn.instant;
import static uk.propercourse.intake.FeedColumn.integer;
import static uk.propercourse.intake.FeedColumn.text;
import static uk.propercourse.intake.FeedColumn.word;

import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.Ledger;

/**
 * The feed of access events. A row with a known system and event id and the same content is a duplicate; with other
 * content it is a conflict and refused, for a log entry is never changed.
 *
 * <p>What is known is asked for first, so that the new rows of a chunk go straight in by COPY. Each
 * becomes a leaf of the ledger in the transaction that stores it.
 */
final class AccessFeed implements Feed {

    static final List<FeedColumn> COLUMNS = List.of(
            identifier("system_code").mandatory(),
            identifier("event_id").mandatory(),
            identifier("account_id").mandatory(),
            instant("occurred_at").mandatory(),
            word("action", "SEARCH", "VIEW", "CREATE", "UPDATE", "DELETE", "MERGE", "PRINT", "EXPORT", "DISCLOSE")
                    .mandatory(),
            word("record_type", "PERSON", "VEHICLE", "LOCATION", "PHONE", "CASE", "OTHER"),
            identifier("record_id"),
            identifier("case_ref"),
            identifier("reason_code"),
            text("reason_text"),
            identifier("on_behalf_of"),
            identifier("terminal_id"),
            identifier("ip_address"),
            text("query"),
            integer("result_count"),
            text("recipient"));

    /** How {@code kernel.ensure_partitions} names a month. */
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);

    private final JdbcClient jdbc;
    private final RowCopy copy;
    private final Arrivals arrivals;
    private final EventsUnderWay underWay;
    private final KnownEvents known;
    private final AccountsSeen accounts;
    private final Ledger ledger;
    private final Force force;
    /** Months that are known to have their partition. */
    private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();
    /** Of the newest chunk. */
    private volatile List<YearMonth> months = List.of();

    AccessFeed(
            JdbcClient jdbc,
            RowCopy copy,
            Arrivals arrivals,
            EventsUnderWay underWay,
            KnownEvents known,
            AccountsSeen accounts,
            Ledger ledger,
            Force force) {
        this.jdbc = jdbc;
        this.copy = copy;
        this.arrivals = arrivals;
        this.underWay = underWay;
        this.known = known;
        this.accounts = accounts;
        this.ledger = ledger;
        this.force = force;
    }

    @Override
    public String name() {
        return ACCESS;
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public List<FeedColumn> columns() {
        return COLUMNS;
    }

    /** Events are only ever added, so that two chunks may go in side by side. */
    @Override
    public int writers() {
        return 2;
    }

    @Override
    public List<String> tables() {
        return List.of("access.access_event");
    }

    @Override
    public List<String> growingTables() {
        return months.stream()
                .map(month -> "access.access_event_" + MONTH.format(month))
                .toList();
    }

    @Override
    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from access.access_event where force_id = :force)")
                .param("force", force.id())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Merged merge(Chunk chunk) {
        List<AccessRow> rows = new ArrayList<>(chunk.size());
        EventIdentity identity = new EventIdentity();
        for (@Nullable Object[] values : chunk.rows()) {
            rows.add(AccessRow.of(rows.size(), values, identity));
        }
        underWay.reserve(rows);
        KnownEvents.Sifted sifted = known.sift(rows, chunk.receivedAt());
        List<String> unresolved = accounts.note(rows);
        if (!sifted.fresh().isEmpty()) {
            store(sifted.fresh(), chunk);
        }
        return new Merged(sifted.fresh().size(), sifted.conflicts(), unresolved);
    }

    /** The events with their leaves. The ledger comes last: it has one writer at a time. */
    private void store(List<AccessRow> fresh, Chunk chunk) {
        long appendId = ledger.nextAppendId();
        byte[] nonces = LeafHasher.nonces(fresh.size());
        LeafHasher hasher = new LeafHasher(EventEncoding.KIND);
        List<byte[]> leaves = new ArrayList<>(fresh.size());
        CopyBuffer events = new CopyBuffer();
        for (AccessRow row : fresh) {
            int ordinal = leaves.size();
            byte[] nonce = Arrays.copyOfRange(nonces, ordinal * LeafHasher.NONCE, (ordinal + 1) * LeafHasher.NONCE);
            events.row(EventEncoding.COLUMNS.size());
            events.value(appendId);
            events.value(ordinal);
            events.value(nonce);
            int start = events.position() - LeafHasher.NONCE;
            encode(row, chunk, events);
            leaves.add(hasher.hashSalted(events.bytes(), start, events.position() - start));
        }
        copy.copy("access.access_event", EventEncoding.COLUMNS, events);
        arrivals.add(appendId, fresh);
        ledger.append(EventEncoding.KIND, appendId, leaves);
    }

    /** In the order of {@link EventEncoding#ENCODED}. */
    private void encode(AccessRow row, Chunk chunk, CopyBuffer events) {
        events.value(force.id());
        events.value(row.eventKey());
        events.value(chunk.receivedAt());
        events.value(chunk.batchId());
        for (Object value : row.values()) {
            events.value(value);
        }
    }

    /** Makes the partitions of the months that the chunk falls into. */
    @Override
    public void prepare(Chunk chunk) {
        Set<YearMonth> needed = new TreeSet<>();
        for (@Nullable Object[] values : chunk.rows()) {
            needed.add(YearMonth.from(AccessRow.occurredAt(values).atOffset(ZoneOffset.UTC)));
        }
        List<YearMonth> all = List.copyOf(needed);
        needed.removeAll(made);
        for (YearMonth month : needed) {
            Timestamp first = Timestamp.from(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
            jdbc.sql("select kernel.ensure_partitions('access.access_event', :first, :first, true)")
                    .param("first", first)
                    .query()
                    .singleValue();
            made.add(month);
        }
        months = all;
    }
}
