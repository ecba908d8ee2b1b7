package uk.propercourse.kernel;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A database that lets nobody in, as one that has ended. */
public final class DatabaseAway extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
        throw new SQLTransientConnectionException("no connection is to be had");
    }

    @Override
    public Connection getConnection(String name, String password) throws SQLException {
        return getConnection();
    }
}
