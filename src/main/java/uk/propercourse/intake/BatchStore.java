package uk.propercourse.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.intake.StagedChunk.Refused;
import uk.propercourse.kernel.Force;

/** Writes batches: COPY into staging, the feed's merge, quarantine and the batch's figures in one transaction. */
@Repository
class BatchStore {

    private final JdbcTemplate jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;
    private final Force force;
    private final Clock clock;

    BatchStore(JdbcTemplate jdbc, DataSource dataSource, TransactionTemplate transaction, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
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

    /** One transaction: all of the chunk, or nothing of it. */
    Written write(Feed feed, UUID batchId, StagedChunk chunk) {
        Written written = transaction.execute(status -> {
            Instant now = clock.instant();
            Feed.Merged merged = chunk.size() == 0
                    ? new Feed.Merged(0, List.of(), List.of())
                    : stageAndMerge(feed, new Chunk(batchId, chunk.size(), now), chunk);
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

    private Feed.Merged stageAndMerge(Feed feed, Chunk chunk, StagedChunk rows) {
        String columns = Stream.concat(
                        Stream.concat(
                                Stream.of("ordinal integer"),
                                feed.columns().stream()
                                        .map(c -> c.name() + " " + c.type().sql())),
                        feed.derivedColumns().stream())
                .map(BatchStore::quoteName)
                .collect(Collectors.joining(", "));
        jdbc.execute(
                "create temporary table if not exists " + feed.staging() + " (" + columns + ") on commit delete rows");
        copy(feed, rows);
        return feed.merge(chunk);
    }

    /** {@code from}, {@code to} and {@code end} are words of SQL; the contract uses them as names. */
    private static String quoteName(String definition) {
        int blank = definition.indexOf(' ');
        return '"' + definition.substring(0, blank) + '"' + definition.substring(blank);
    }

    private void copy(Feed feed, StagedChunk rows) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + feed.staging() + " from stdin",
                            new ByteArrayInputStream(rows.copyText()),
                            1 << 16);
        } catch (SQLException e) {
            throw jdbc.getExceptionTranslator().translate("copy into " + feed.staging(), null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
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
        feed.tables().forEach(table -> jdbc.execute("analyze " + table));
        return java.util.Objects.requireNonNull(jdbc.queryForObject(
                """
                select received, accepted, duplicates, quarantined from intake.batch
                where force_id = ? and batch_id = ?
                """,
                (row, n) -> new Receipt(
                        batchId, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), unresolved, warnings),
                force.id(),
                batchId));
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
