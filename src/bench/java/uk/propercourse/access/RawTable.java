package uk.propercourse.access;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.intake.Chunk;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.ledger.LeafHasher;

/** The yardstick of the benchmarks: binary COPY into a table with the columns, partitions and indexes of the accesses. */
final class RawTable {

    static final short FORCE = 1;

    private final FlywayConnectionDetails owner;
    private final RowCopy copy;
    private final TransactionTemplate transaction;

    private RawTable(ApplicationContext context) {
        this.owner = context.getBean(FlywayConnectionDetails.class);
        this.copy = context.getBean(RowCopy.class);
        this.transaction = context.getBean(TransactionTemplate.class);
    }

    /** Creates {@code bench.raw}, for accesses of 2026 from March. */
    static RawTable create(ApplicationContext context) throws SQLException {
        RawTable table = new RawTable(context);
        table.execute("""
                create schema bench;
                create table bench.raw (like access.access_event including all) partition by range (occurred_at);
                select kernel.ensure_partitions('bench.raw', '2026-03-01', '2026-12-31', true);
                grant usage on schema bench to propercourse_app;
                grant insert on bench.raw to propercourse_app
                """);
        return table;
    }

    /** As the owner of the database, who may do what the application may not. */
    void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(owner.getJdbcUrl(), owner.getUsername(), owner.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Copies and commits the rows. */
    void store(Chunk chunk) {
        transaction.executeWithoutResult(status -> {
            EventIdentity identity = new EventIdentity();
            CopyBuffer rows = new CopyBuffer();
            int ordinal = 0;
            byte[] nonce = new byte[LeafHasher.NONCE];
            for (Object[] values : chunk.rows()) {
                encode(AccessRow.of(ordinal++, values, identity), chunk, rows, 0L, nonce);
            }
            copy.copy("bench.raw", EventEncoding.COLUMNS, rows);
        });
    }

    static void encode(AccessRow row, Chunk chunk, CopyBuffer rows, @Nullable Long appendId, byte[] nonce) {
        rows.row(EventEncoding.COLUMNS.size());
        rows.value(appendId);
        rows.value(row.ordinal());
        rows.value(nonce);
        rows.value(FORCE);
        rows.value(row.eventKey());
        rows.value(chunk.receivedAt());
        rows.value(chunk.batchId());
        for (Object value : row.values()) {
            rows.value(value);
        }
    }
}
