package uk.propercourse.access;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.SealedContent;

/**
 * The events as the ledger verifies them: streamed out in the binary form of COPY, of which the canonical encoding of an
 * event is a part, so that nothing is decoded to be hashed.
 */
@Component
class SealedEvents implements SealedContent {

    private static final int HEADER = 19;

    private final DataSource dataSource;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final Force force;

    SealedEvents(DataSource dataSource, JdbcTemplate template, JdbcClient jdbc, Force force) {
        this.dataSource = dataSource;
        this.template = template;
        this.jdbc = jdbc;
        this.force = force;
    }

    @Override
    public void tell(long firstAppend, long lastAppend, Sink sink) {
        tellStored(firstAppend, lastAppend, sink);
        jdbc.sql("""
                        select append_id, ordinal, erased_at, reason from access.erased_event
                        where force_id = ? and append_id between ? and ?
                        """).params(force.id(), firstAppend, lastAppend).query(row -> {
            sink.erased(row.getLong(1), row.getInt(2), row.getTimestamp(3).toInstant(), row.getString(4));
        });
    }

    private void tellStored(long firstAppend, long lastAppend, Sink sink) {
        String sql = "copy (select " + String.join(", ", EventEncoding.COLUMNS)
                + " from access.access_event where force_id = "
                + force.id() + " and append_id between " + firstAppend + " and " + lastAppend
                + ") to stdout (format binary)";
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            try {
                read(copy, sink);
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw template.getExceptionTranslator().translate("copy events out", sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void read(CopyOut copy, Sink sink) throws SQLException {
        LeafHasher hasher = new LeafHasher(EventEncoding.KIND);
        int skip = HEADER;
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            ByteBuffer bytes = ByteBuffer.wrap(row, skip, row.length - skip);
            skip = 0;
            if (bytes.getShort() == EventEncoding.COLUMNS.size()) {
                tell(row, bytes, hasher, sink);
            }
        }
    }

    private static void tell(byte[] row, ByteBuffer bytes, LeafHasher hasher, Sink sink) {
        bytes.getInt();
        long appendId = bytes.getLong();
        bytes.getInt();
        int ordinal = bytes.getInt();
        int nonce = Math.max(0, bytes.getInt());
        int from = bytes.position();
        byte[] hash = hasher.hashSalted(row, from, row.length - from);
        sink.content(appendId, ordinal, hash, name(row, from + nonce));
    }

    private static Supplier<String> name(byte[] row, int from) {
        return () -> {
            EventEncoding.Decoded event = EventEncoding.decode(row, from);
            return "event " + event.text("system_code") + "/" + event.text("event_id") + " of "
                    + event.text("occurred_at");
        };
    }

    @Override
    public List<String> listUnsealed(int limit) {
        return jdbc.sql("""
                        select 'event ' || system_code || '/' || event_id || ' of ' || kernel.iso(occurred_at)
                        from access.access_event e
                        where e.force_id = :force and e.append_id is not null and not exists (
                          select from ledger.append a where a.force_id = :force and a.append_id = e.append_id)
                        order by occurred_at, event_key limit :limit
                        """)
                .param("force", force.id())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    @Override
    public long countOlderThanLedger() {
        return jdbc.sql("select count(*) from access.access_event where force_id = :force and append_id is null")
                .param("force", force.id())
                .query(Long.class)
                .single();
    }
}
