package uk.propercourse.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Copies rows into a table, in the caller's transaction. */
@Component
public class RowCopy {

    private final JdbcTemplate jdbc;
    private final DataSource dataSource;

    RowCopy(JdbcTemplate jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /**
     * Copies all rows, or fails and leaves the transaction to be rolled back.
     *
     * @param table with its schema
     * @param columns in the order of each row's values, quoted where SQL needs it
     * @throws org.springframework.dao.DuplicateKeyException when a row's key is there
     */
    public void copy(String table, List<String> columns, CopyBuffer rows) {
        String sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                byte[] bytes = rows.finished();
                copy.writeToCopy(bytes, 0, bytes.length);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw jdbc.getExceptionTranslator().translate("copy into " + table, sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
