package uk.propercourse.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.Force;

/** The entries that the ledger itself keeps. */
@Component
class EntryContent implements SealedContent {

    private final JdbcClient jdbc;
    private final Force force;

    EntryContent(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @Override
    public void tell(long firstAppend, long lastAppend, Sink sink) {
        jdbc.sql("""
                        select append_id, ordinal, kind, nonce, content from ledger.entry
                        where force_id = ? and append_id between ? and ?
                        """).params(force.id(), firstAppend, lastAppend).query(row -> {
            long appendId = row.getLong("append_id");
            int ordinal = row.getInt("ordinal");
            String kind = row.getString("kind");
            byte[] hash = new LeafHasher(kind).hash(row.getBytes("nonce"), row.getBytes("content"));
            sink.content(appendId, ordinal, hash, () -> "entry " + appendId + "/" + ordinal + " of kind " + kind);
        });
    }

    @Override
    public List<String> listUnsealed(int limit) {
        return jdbc.sql("""
                        select 'entry ' || append_id || '/' || ordinal || ' of kind ' || kind from ledger.entry e
                        where force_id = :force and not exists (
                          select from ledger.append a where a.force_id = :force and a.append_id = e.append_id)
                        order by append_id, ordinal limit :limit
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
