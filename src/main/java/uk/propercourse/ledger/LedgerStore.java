package uk.propercourse.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import uk.propercourse.kernel.Force;

/** The tables of the ledger; it only ever inserts. */
@Repository
class LedgerStore {

    private final JdbcClient jdbc;
    private final Force force;

    LedgerStore(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** The state of the tree, and the key that the ledger announces. */
    record State(GrowingTree tree, @Nullable String verifierKey) {}

    long nextAppendId() {
        return jdbc.sql("select nextval('ledger.append_id_seq')")
                .query(Long.class)
                .single();
    }

    /** Holds off other appends until the end of the transaction. */
    State lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('ledger.append'), :force)")
                .param("force", force.id())
                .query()
                .singleValue();
        return jdbc.sql("""
                        select c.tree_size, c.edge, (
                          select verifier_key from ledger.signing_key
                          where force_id = :force order by since_leaf desc limit 1)
                        from ledger.checkpoint c where c.force_id = :force order by c.tree_size desc limit 1
                        """)
                .param("force", force.id())
                .query((row, n) -> new State(new GrowingTree(row.getLong(1), row.getBytes(2)), row.getString(3)))
                .optional()
                .orElseGet(() -> new State(new GrowingTree(), null));
    }

    void addAppend(long appendId, String kind, long firstLeaf, int leaves) {
        jdbc.sql("insert into ledger.append (force_id, append_id, kind, first_leaf, leaves) values (?, ?, ?, ?, ?)")
                .params(force.id(), appendId, kind, firstLeaf, leaves)
                .update();
    }

    void addHashes(int level, long firstIndex, byte[] hashes) {
        jdbc.sql("insert into ledger.hash_run (force_id, level, first_index, hashes) values (?, ?, ?, ?)")
                .params(force.id(), level, firstIndex, hashes)
                .update();
    }

    void addCheckpoint(Checkpoint checkpoint, byte[] edge) {
        jdbc.sql("""
                        insert into ledger.checkpoint (force_id, tree_size, root, edge, note, made_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        force.id(),
                        checkpoint.size(),
                        checkpoint.root(),
                        edge,
                        checkpoint.note(),
                        Timestamp.from(checkpoint.madeAt()))
                .update();
    }

    void addEntry(long appendId, int ordinal, String kind, byte[] nonce, byte[] content) {
        jdbc.sql("""
                        insert into ledger.entry (force_id, append_id, ordinal, kind, nonce, content)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(force.id(), appendId, ordinal, kind, nonce, content)
                .update();
    }

    /** How many leaves record acts of this application and its users. */
    long countEntries() {
        return jdbc.sql("select count(*) from ledger.entry where force_id = ?")
                .param(force.id())
                .query(Long.class)
                .single();
    }

    /** Tells the content of each entry of a kind, in the order in which they were made. */
    void forEachEntry(String kind, Consumer<byte[]> content) {
        jdbc.sql("select content from ledger.entry where force_id = ? and kind = ? order by append_id, ordinal")
                .params(force.id(), kind)
                .query(row -> {
                    content.accept(row.getBytes(1));
                });
    }

    /** The entry of a kind whose content has that number in that member. */
    Optional<LedgerEntry> findEntry(String kind, String member, long value) {
        return jdbc.sql("""
                        select e.kind, e.nonce, e.content, a.first_leaf + e.ordinal as leaf
                        from ledger.entry e
                        join ledger.append a on a.force_id = e.force_id and a.append_id = e.append_id
                        where e.force_id = :force and e.kind = :kind
                          and (convert_from(e.content, 'UTF8')::jsonb ->> :member)::bigint = :value
                        order by leaf limit 1
                        """)
                .param("force", force.id())
                .param("kind", kind)
                .param("member", member)
                .param("value", value)
                .query((row, n) -> new LedgerEntry(
                        row.getLong("leaf"),
                        new LeafHasher(row.getString("kind")).input(row.getBytes("nonce"), row.getBytes("content"))))
                .optional();
    }

    void addKey(long sinceLeaf, String verifierKey) {
        jdbc.sql("insert into ledger.signing_key (force_id, since_leaf, verifier_key) values (?, ?, ?)")
                .params(force.id(), sinceLeaf, verifierKey)
                .update();
    }

    void addCosignature(long size, String witness, String line, Instant at) {
        jdbc.sql("""
                        insert into ledger.cosignature (force_id, tree_size, witness, line, received_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(force.id(), size, witness, line, Timestamp.from(at))
                .update();
    }

    List<String> listCosignatures(long size) {
        return jdbc.sql("select line from ledger.cosignature where force_id = ? and tree_size = ? order by witness")
                .params(force.id(), size)
                .query(String.class)
                .list();
    }

    /** The checkpoint of that size, or the newest without one. */
    Optional<Checkpoint> findCheckpoint(@Nullable Long size) {
        return jdbc.sql("""
                        select tree_size, root, note, made_at from ledger.checkpoint
                        where force_id = :force and (:size::bigint is null or tree_size = :size)
                        order by tree_size desc limit 1
                        """)
                .param("force", force.id())
                .param("size", size)
                .query((row, n) -> checkpoint(row))
                .optional();
    }

    /** Checkpoints of more leaves than the first number and at most as many as the last, smallest first. */
    List<Checkpoint> listCheckpoints(long after, long last) {
        return jdbc.sql("""
                        select tree_size, root, note, made_at from ledger.checkpoint
                        where force_id = ? and tree_size > ? and tree_size <= ? order by tree_size
                        """)
                .params(force.id(), after, last)
                .query((row, n) -> checkpoint(row))
                .list();
    }

    private static Checkpoint checkpoint(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Checkpoint(
                row.getLong("tree_size"),
                row.getBytes("root"),
                row.getString("note"),
                row.getTimestamp("made_at").toInstant());
    }

    /** The keys, with the first leaf they may have signed for, oldest first. */
    List<VerifierKey> listKeys() {
        return jdbc.sql("select verifier_key from ledger.signing_key where force_id = ? order by since_leaf")
                .params(force.id())
                .query((row, n) -> VerifierKey.parse(row.getString(1)))
                .list();
    }

    /** An append: which leaves came in one transaction. */
    record Append(long appendId, String kind, long firstLeaf, int leaves) {}

    /** Appends from that leaf on, in the order of the tree. */
    List<Append> listAppends(long fromLeaf, int limit) {
        return jdbc.sql("""
                        select append_id, kind, first_leaf, leaves from ledger.append
                        where force_id = ? and first_leaf >= ? order by first_leaf limit ?
                        """)
                .params(force.id(), fromLeaf, limit)
                .query((row, n) -> new Append(row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4)))
                .list();
    }

    Optional<Append> findAppend(long appendId) {
        return jdbc.sql("""
                        select append_id, kind, first_leaf, leaves from ledger.append
                        where force_id = ? and append_id = ?
                        """)
                .params(force.id(), appendId)
                .query((row, n) -> new Append(row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4)))
                .optional();
    }

    /**
     * Stored hashes of a level, one after another.
     *
     * @throws IllegalStateException when some of them are not there
     */
    byte[] hashes(int level, long first, int count) {
        List<byte[]> runs = jdbc.sql("""
                        select substring(hashes
                          from (32 * greatest(0, :first - first_index) + 1)::integer
                          for (32 * (:first + :count - greatest(first_index, :first)))::integer)
                        from ledger.hash_run
                        where force_id = :force and level = :level and first_index < :first + :count
                          and first_index >= (
                            select max(first_index) from ledger.hash_run
                            where force_id = :force and level = :level and first_index <= :first)
                        order by first_index
                        """)
                .param("force", force.id())
                .param("level", level)
                .param("first", first)
                .param("count", count)
                .query((row, n) -> row.getBytes(1))
                .list();
        byte[] all = new byte[count * Hashing.SIZE];
        int length = 0;
        for (byte[] run : runs) {
            int fits = Math.min(run.length, all.length - length);
            System.arraycopy(run, 0, all, length, fits);
            length += fits;
        }
        if (length != all.length) {
            throw new IllegalStateException("the ledger's hashes " + first + " to " + (first + count - 1) + " of level "
                    + level + " are not all there");
        }
        return all;
    }
}
