package uk.propercourse.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.intake.StagedChunk.Refused;
import uk.propercourse.kernel.Force;

/** Writes batches: the feed's merge, quarantine and the batch's figures in one transaction. */
@Repository
class BatchStore {

    private static final Logger log = LoggerFactory.getLogger(BatchStore.class);
    private static final int ATTEMPTS = 3;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Force force;
    private final Clock clock;

    BatchStore(JdbcTemplate jdbc, TransactionTemplate transaction, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.force = force;
        this.clock = clock;
    }

    /** What a transaction did with a chunk. */
    record Written(long accepted, long quarantined, List<String> unresolved) {}

    UUID open(Feed feed, String source, String sender) {
        UUID id = UUID.randomUUID();
        jdbc.update("""
                insert into intake.batch (force_id, batch_id, kind, source, sender, started_at, status)
                values (?, ?, ?, ?, ?, ?, 'RUNNING')
                """, force.id(), id, feed.name(), source, sender, Timestamp.from(clock.instant()));
        return id;
    }

    /**
     * One transaction: all of the chunk, or nothing of it. Where another process stores the same rows at the same moment,
     * it is tried again when that has done so.
     */
    Written write(Feed feed, UUID batchId, boolean first, StagedChunk chunk) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return writeOnce(feed, batchId, first, chunk);
            } catch (DuplicateKeyException e) {
                log.info("Another process stores rows of batch {} too; trying again", batchId);
            }
        }
        return writeOnce(feed, batchId, first, chunk);
    }

    private Written writeOnce(Feed feed, UUID batchId, boolean first, StagedChunk chunk) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Chunk staged = new Chunk(batchId, now, first, chunk.values());
        if (chunk.size() > 0) {
            feed.prepare(staged);
        }
        Written written = transaction.execute(status -> {
            Feed.Merged merged = chunk.size() == 0 ? new Feed.Merged(0, List.of(), List.of()) : feed.merge(staged);
            List<Refused> refused = new ArrayList<>(chunk.refused());
            merged.conflicts().forEach(conflict -> {
                SourceRow row = chunk.row(conflict.ordinal());
                refused.add(new Refused(row.line(), row.original(), conflict.reason()));
            });
            quarantine(feed, batchId, refused, now);
            long duplicates =
                    chunk.size() - merged.accepted() - merged.conflicts().size();
            jdbc.update("""
                    update intake.batch set received = received + ?, accepted = accepted + ?,
                      duplicates = duplicates + ?, quarantined = quarantined + ?
                    where force_id = ? and batch_id = ?
                    """, chunk.rows(), merged.accepted(), duplicates, refused.size(), force.id(), batchId);
            return new Written(merged.accepted(), refused.size(), merged.unresolved());
        });
        return java.util.Objects.requireNonNull(written);
    }

    private void quarantine(Feed feed, UUID batchId, List<Refused> refused, Instant now) {
        jdbc.batchUpdate("""
                insert into intake.quarantine (force_id, batch_id, kind, line, reason, original, received_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """, refused, 500, (statement, row) -> {
            statement.setShort(1, force.id());
            statement.setObject(2, batchId);
            statement.setString(3, feed.name());
            statement.setLong(4, row.line());
            statement.setString(5, row.reason());
            statement.setBytes(6, row.original());
            statement.setTimestamp(7, Timestamp.from(now));
        });
    }

    /** Closes the batch and gives its receipt, as stored. */
    Receipt close(Feed feed, UUID batchId, long unresolved, List<String> warnings) {
        jdbc.update(
                """
                update intake.batch set finished_at = ?, status = 'DONE', unresolved_accounts = ?, warnings = ?
                where force_id = ? and batch_id = ?
                """, Timestamp.from(clock.instant()), unresolved, warnings.toArray(String[]::new), force.id(), batchId);
        Receipt receipt = java.util.Objects.requireNonNull(jdbc.queryForObject(
                """
                select received, accepted, duplicates, quarantined from intake.batch
                where force_id = ? and batch_id = ?
                """,
                (row, n) -> new Receipt(
                        batchId, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), unresolved, warnings),
                force.id(),
                batchId));
        feed.tables().stream()
                .filter(table -> grewMuch(table, receipt.accepted()))
                .forEach(this::sweep);
        return receipt;
    }

    /**
     * Statistics, and what lets an index answer alone, which the application may see to since PostgreSQL 17. Partitions are left to
     * the database: there may be years of them.
     */
    private void sweep(String table) {
        boolean sweepable = Boolean.TRUE.equals(jdbc.queryForObject("""
                select relkind = 'r' and current_setting('server_version_num')::integer >= 170000
                from pg_class where oid = ?::regclass
                """, Boolean.class, table));
        if (sweepable) {
            jdbc.execute("vacuum (analyze) " + table);
        } else {
            refreshStatistics(table);
        }
    }

    private void refreshStatistics(String table) {
        jdbc.query("select kernel.refresh_statistics(?::regclass)", row -> {}, table);
    }

    /** Whether the rows are at least a tenth of what the table held when its statistics were last made, if ever. */
    private boolean grewMuch(String table, long rows) {
        return rows > 0
                && Boolean.TRUE.equals(jdbc.queryForObject(
                        "select reltuples <= 10.0 * ? from pg_class where oid = ?::regclass",
                        Boolean.class,
                        rows,
                        table));
    }

    /**
     * Refreshes statistics, without which the planner believes that a table that has just been filled is empty. After a
     * few rows the database does so by itself.
     */
    void analyse(List<String> tables) {
        tables.forEach(this::refreshStatistics);
    }

    /** Marks a batch whose source or database failed; what was committed of it stays. */
    void fail(UUID batchId, String why) {
        jdbc.update(
                "update intake.batch set finished_at = ?, status = 'FAILED', warnings = array[?] "
                        + "where force_id = ? and batch_id = ?",
                Timestamp.from(clock.instant()),
                why,
                force.id(),
                batchId);
    }
}
