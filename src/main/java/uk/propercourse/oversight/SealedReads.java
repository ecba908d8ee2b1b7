package uk.propercourse.oversight;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.SealedContent;

/** The reads as the ledger verifies them. */
@Component
class SealedReads implements SealedContent {

    /** The kind of leaf. */
    static final String KIND = "READ";

    private final JdbcClient jdbc;
    private final Force force;

    SealedReads(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** What a leaf is made of: the fields of a read, a line each, in this order; empty where there is none. */
    static String content(ResultSet row) throws SQLException {
        return String.join(
                "\n",
                row.getString("read_id"),
                row.getTimestamp("read_at").toInstant().toString(),
                row.getString("reader"),
                text(row.getString("user_id")),
                text(row.getString("reader_staff_id")),
                row.getString("route"),
                text(row.getString("item")));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Override
    public void tell(long firstAppend, long lastAppend, Sink sink) {
        LeafHasher hasher = new LeafHasher(KIND);
        jdbc.sql("""
                        select l.append_id, l.ordinal, r.* from oversight.read_leaf l
                        join oversight.page_read r on r.read_id = l.read_id and r.force_id = ?
                        where l.append_id between ? and ?
                        """).params(force.id(), firstAppend, lastAppend).query(row -> {
            String name = "read " + row.getLong("read_id");
            byte[] hash = hasher.hash(row.getBytes("nonce"), content(row).getBytes(StandardCharsets.UTF_8));
            sink.content(row.getLong("append_id"), row.getInt("ordinal"), hash, () -> name);
        });
    }

    @Override
    public List<String> listUnsealed(int limit) {
        return jdbc.sql("""
                        select 'read ' || l.read_id from oversight.read_leaf l
                        where not exists (
                          select from ledger.append a where a.force_id = :force and a.append_id = l.append_id)
                        order by l.read_id limit :limit
                        """)
                .param("force", force.id())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    @Override
    public long countOlderThanLedger() {
        return 0;
    }
}
