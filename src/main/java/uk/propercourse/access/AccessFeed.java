package uk.propercourse.access;

import static uk.propercourse.intake.FeedColumn.identifier;
import static uk.propercourse.intake.FeedColumn.instant;
import static uk.propercourse.intake.FeedColumn.integer;
import static uk.propercourse.intake.FeedColumn.text;
import static uk.propercourse.intake.FeedColumn.word;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.kernel.Force;

/**
 * The feed of access events. A row with a known system and event id and the same content is a duplicate; with other
 * content it is a conflict and refused, for a log entry is never changed.
 *
 * <p>A conflict whose time differs too is found when the two times are within {@value #SAME_ID_DAYS} days.
 */
final class AccessFeed implements Feed {

    /** How far apart in time the same id is looked for. */
    static final int SAME_ID_DAYS = 40;

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

    private static final String INSERT = """
            with new as (
              insert into access.access_event (force_id, event_key, occurred_at, system_code, event_id, account_id,
                action, record_type, record_id, case_ref, reason_code, reason_text, on_behalf_of, terminal_id,
                ip_address, query, result_count, recipient, content_hash, received_at, batch_id)
              select distinct on (s.system_code, s.event_id) :force, s.event_key, s.occurred_at, s.system_code,
                s.event_id, s.account_id, s.action, s.record_type, s.record_id, s.case_ref, s.reason_code,
                s.reason_text, s.on_behalf_of, s.terminal_id, s.ip_address, s.query, s.result_count, s.recipient,
                s.content_hash, :received, :batch
              from stage_access s
              where not exists (
                select from access.access_event e
                where e.force_id = :force and e.system_code = s.system_code and e.event_id = s.event_id
                  and e.occurred_at between :low and :high)
              order by s.system_code, s.event_id, s.ordinal
              on conflict do nothing
              returning event_key, occurred_at
            ), waiting as (
              insert into access.arrival (force_id, occurred_at, event_key)
              select :force, occurred_at, event_key from new
            )
            select count(*) from new
            """;

    private static final String SEEN = """
            insert into access.account_seen as a (force_id, system_code, account_id, first_seen, last_seen)
            select :force, system_code, account_id, min(occurred_at), max(occurred_at)
            from stage_access group by system_code, account_id
            order by system_code, account_id
            on conflict (force_id, system_code, account_id) do update
            set first_seen = least(a.first_seen, excluded.first_seen),
              last_seen = greatest(a.last_seen, excluded.last_seen)
            where a.first_seen > excluded.first_seen or a.last_seen < excluded.last_seen
            """;

    private static final String CONFLICTS = """
            select s.ordinal, e.received_at from stage_access s
            join access.access_event e on e.force_id = :force and e.system_code = s.system_code
              and e.event_id = s.event_id and e.occurred_at between :low and :high
            where e.content_hash <> s.content_hash
            order by s.ordinal
            """;

    private static final String UNRESOLVED = """
            select distinct s.system_code || '/' || s.account_id from stage_access s
            where not exists (
              select from people.account a
              where a.force_id = :force and a.system_code = s.system_code and a.account_id = s.account_id)
            order by 1
            """;

    private final JdbcClient jdbc;
    private final Force force;
    private final ThreadLocal<EventIdentity> identity = ThreadLocal.withInitial(EventIdentity::new);

    AccessFeed(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @Override
    public String name() {
        return "access";
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
    public List<String> derivedColumns() {
        return List.of("event_key uuid", "content_hash bytea");
    }

    @Override
    public List<@Nullable String> derive(@Nullable String[] values) {
        EventIdentity id = identity.get();
        String key = id.key(
                        Objects.requireNonNull(values[0]),
                        Objects.requireNonNull(values[1]),
                        Instant.parse(Objects.requireNonNull(values[3])))
                .toString();
        return List.of(key, "\\x" + HexFormat.of().formatHex(id.contentHash(values)));
    }

    @Override
    public Merged merge(Chunk chunk) {
        Span span = jdbc.sql("select min(occurred_at), max(occurred_at) from stage_access")
                .query((row, n) -> new Span(
                        row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
                .single();
        jdbc.sql("select kernel.ensure_partitions('access.access_event', :first, :last, true)")
                .param("first", Timestamp.from(span.first()))
                .param("last", Timestamp.from(span.last()))
                .query()
                .singleValue();
        long accepted = jdbc.sql(INSERT)
                .param("force", force.id())
                .param("received", Timestamp.from(chunk.receivedAt()))
                .param("batch", chunk.batchId())
                .param("low", span.low())
                .param("high", span.high())
                .query(Long.class)
                .single();
        List<Conflict> conflicts = accepted == chunk.size() ? List.of() : conflicts(span);
        jdbc.sql(SEEN).param("force", force.id()).update();
        return new Merged(accepted, conflicts, unresolved());
    }

    private record Span(Instant first, Instant last) {

        Timestamp low() {
            return Timestamp.from(first.minus(SAME_ID_DAYS, ChronoUnit.DAYS));
        }

        Timestamp high() {
            return Timestamp.from(last.plus(SAME_ID_DAYS, ChronoUnit.DAYS));
        }
    }

    private List<Conflict> conflicts(Span span) {
        return jdbc.sql(CONFLICTS)
                .param("force", force.id())
                .param("low", span.low())
                .param("high", span.high())
                .query((row, n) -> new Conflict(
                        row.getInt("ordinal"),
                        "conflict: this system and event id is stored already with other content (received "
                                + row.getTimestamp("received_at").toInstant()
                                + "); a log entry is never changed"))
                .list();
    }

    private List<String> unresolved() {
        return jdbc.sql(UNRESOLVED)
                .param("force", force.id())
                .query(String.class)
                .list();
    }
}
