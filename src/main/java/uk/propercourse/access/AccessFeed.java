package uk.propercourse.access;

import static uk.propercourse.intake.FeedColumn.identifier;
import static uk.propercourse.intake.FeedColumn.instant;
import static uk.propercourse.intake.FeedColumn.integer;
import static uk.propercourse.intake.FeedColumn.text;
import static uk.propercourse.intake.FeedColumn.word;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;

/**
 * The feed of access events. A row with a known system and event id and the same content is a duplicate; with other
 * content it is a conflict and refused, for a log entry is never changed.
 *
 * <p>What is known is asked for first, so that the new rows of a chunk go straight in by COPY.
 */
final class AccessFeed implements Feed {

    private static final List<FeedColumn> COLUMNS = List.of(
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

    private static final List<String> STORED = Stream.concat(
                    Stream.of("force_id", "event_key", "received_at", "batch_id"),
                    COLUMNS.stream().map(FeedColumn::target))
            .toList();

    /** How {@code kernel.ensure_partitions} names a month. */
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);

    private final JdbcClient jdbc;
    private final RowCopy copy;
    private final EventsUnderWay underWay;
    private final KnownEvents known;
    private final AccountsSeen accounts;
    private final Force force;
    /** Of the chunk stored last. */
    private volatile List<YearMonth> months = List.of();

    AccessFeed(
            JdbcClient jdbc,
            RowCopy copy,
            EventsUnderWay underWay,
            KnownEvents known,
            AccountsSeen accounts,
            Force force) {
        this.jdbc = jdbc;
        this.copy = copy;
        this.underWay = underWay;
        this.known = known;
        this.accounts = accounts;
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
        return List.of("access.access_event", "access.arrival");
    }

    @Override
    public List<String> growingTables() {
        return Stream.concat(
                        Stream.of("access.arrival"),
                        months.stream().map(month -> "access.access_event_" + MONTH.format(month)))
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
        if (!sifted.fresh().isEmpty()) {
            store(sifted.fresh(), chunk);
        }
        return new Merged(sifted.fresh().size(), sifted.conflicts(), accounts.note(rows));
    }

    private void store(List<AccessRow> fresh, Chunk chunk) {
        ensurePartitions(fresh);
        CopyBuffer events = new CopyBuffer();
        CopyBuffer arrivals = new CopyBuffer();
        for (AccessRow row : fresh) {
            events.row(STORED.size());
            start(events, row.eventKey());
            events.value(chunk.receivedAt());
            events.value(chunk.batchId());
            for (Object value : row.values()) {
                events.value(value);
            }
            arrivals.row(3);
            start(arrivals, row.eventKey());
            arrivals.value(row.occurredAt());
        }
        copy.copy("access.access_event", STORED, events);
        copy.copy("access.arrival", List.of("force_id", "event_key", "occurred_at"), arrivals);
    }

    private void start(CopyBuffer rows, UUID eventKey) {
        rows.value(force.id());
        rows.value(eventKey);
    }

    private void ensurePartitions(List<AccessRow> rows) {
        Instant first = rows.get(0).occurredAt();
        Instant last = first;
        for (AccessRow row : rows) {
            first = row.occurredAt().isBefore(first) ? row.occurredAt() : first;
            last = row.occurredAt().isAfter(last) ? row.occurredAt() : last;
        }
        jdbc.sql("select kernel.ensure_partitions('access.access_event', :first, :last, true)")
                .param("first", Timestamp.from(first))
                .param("last", Timestamp.from(last))
                .query()
                .singleValue();
        months = Stream.of(first, last)
                .map(instant -> YearMonth.from(instant.atOffset(ZoneOffset.UTC)))
                .distinct()
                .toList();
    }
}
