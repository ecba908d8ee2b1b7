package uk.propercourse.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** What came in: batches with their receipts, and quarantine with the original lines. */
@Service
@Transactional(readOnly = true)
public class IntakeLog {

    /** Longest original that a page shows, in characters; the stored one is whole. */
    private static final int SHOWN = 600;

    private final JdbcClient jdbc;
    private final Force force;

    IntakeLog(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** A batch with the figures of its receipt. */
    public record Batch(
            UUID id,
            String kind,
            String source,
            String sender,
            Instant startedAt,
            @Nullable Instant finishedAt,
            String status,
            long received,
            long accepted,
            long duplicates,
            long quarantined,
            long unresolvedAccounts,
            List<String> warnings) {}

    /** A row that could not be stored; control characters of the original are shown as symbols. */
    public record Quarantined(long id, long line, String reason, String original, int bytes) {}

    /** What is known of a feed: when it last brought something. */
    public record FeedStatus(
            String kind, @Nullable Instant lastBatchAt, long batches, long received, long quarantined) {}

    /** Batches, newest first. */
    public List<Batch> listBatches(@Nullable String kind, int offset, int limit) {
        return jdbc.sql("""
                        select * from intake.batch where force_id = :force and (:kind::text is null or kind = :kind)
                        order by started_at desc, batch_id offset :offset limit :limit
                        """)
                .param("force", force.id())
                .param("kind", kind)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> batch(row))
                .list();
    }

    /** One batch. */
    public Optional<Batch> findBatch(UUID id) {
        return jdbc.sql("select * from intake.batch where force_id = :force and batch_id = :id")
                .param("force", force.id())
                .param("id", id)
                .query((row, n) -> batch(row))
                .optional();
    }

    /** Quarantined rows of a batch in the order of their lines, after the given id of the page before. */
    public List<Quarantined> listQuarantined(UUID batch, long afterLine, long afterId, int limit) {
        return jdbc.sql("""
                        select id, line, reason, original from intake.quarantine
                        where force_id = :force and batch_id = :batch and (line, id) > (:line, :id)
                        order by line, id limit :limit
                        """)
                .param("force", force.id())
                .param("batch", batch)
                .param("line", afterLine)
                .param("id", afterId)
                .param("limit", limit)
                .query((row, n) -> quarantined(row))
                .list();
    }

    /** The original bytes of a quarantined row. */
    public Optional<byte[]> findOriginal(UUID batch, long id) {
        return jdbc.sql(
                        "select original from intake.quarantine where force_id = :force and batch_id = :batch and id = :id")
                .param("force", force.id())
                .param("batch", batch)
                .param("id", id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /** When each of those kinds last came in; one that never did is not in it. */
    public Map<String, Instant> findLast(Collection<String> kinds) {
        Map<String, Instant> last = new HashMap<>();
        jdbc.sql("""
                        select k.kind, b.started_at from unnest(array[:kinds]::text[]) as k (kind)
                        cross join lateral (
                          select started_at from intake.batch
                          where force_id = :force and kind = k.kind order by started_at desc limit 1) b
                        """).param("force", force.id()).param("kinds", kinds).query((RowCallbackHandler)
                row -> last.put(row.getString(1), row.getTimestamp(2).toInstant()));
        return last;
    }

    /** Each kind of data that ever came in. */
    public List<FeedStatus> listStatus() {
        return jdbc.sql("""
                        select kind, max(started_at) as last, count(*) as batches, sum(received) as received,
                          sum(quarantined) as quarantined
                        from intake.batch where force_id = :force group by kind
                        """)
                .param("force", force.id())
                .query((row, n) -> new FeedStatus(
                        row.getString("kind"),
                        instant(row.getTimestamp("last")),
                        row.getLong("batches"),
                        row.getLong("received"),
                        row.getLong("quarantined")))
                .list();
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getObject("batch_id", UUID.class),
                row.getString("kind"),
                row.getString("source"),
                row.getString("sender"),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                row.getString("status"),
                row.getLong("received"),
                row.getLong("accepted"),
                row.getLong("duplicates"),
                row.getLong("quarantined"),
                row.getLong("unresolved_accounts"),
                List.of((String[]) row.getArray("warnings").getArray()));
    }

    private static Quarantined quarantined(ResultSet row) throws SQLException {
        byte[] original = row.getBytes("original");
        return new Quarantined(
                row.getLong("id"), row.getLong("line"), row.getString("reason"), shown(original), original.length);
    }

    private static String shown(byte[] original) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(original, 0, Math.min(original.length, 4 * SHOWN)))
                    .toString();
            String visible = text.codePoints()
                    .map(c -> c < 0x20 ? 0x2400 + c : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return visible.length() > SHOWN ? visible.substring(0, SHOWN) + "…" : visible;
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
