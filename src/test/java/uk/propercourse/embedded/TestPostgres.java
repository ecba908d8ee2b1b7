package uk.propercourse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.test.context.DynamicPropertyRegistry;

/** One PostgreSQL and one migrated database for all tests of the JVM, emptied before each test class. */
public final class TestPostgres {

    private static final String DATABASE = "test";
    private static final Path FOLDER = createFolder();
    private static final EmbeddedPostgres SERVER = start();
    private static final String URL = create();

    private TestPostgres() {}

    private static Path createFolder() {
        try {
            return Files.createTempDirectory("proper-course-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.open(FOLDER, EmbeddedPostgres.Use.COMMAND, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Points the application at the test database, under the same two roles as the embedded one. */
    public static void register(DynamicPropertyRegistry registry) {
        String url = URL;
        registry.add("propercourse.home", FOLDER::toString);
        registry.add(
                "propercourse.ledger.witness.folder",
                () -> FOLDER.resolve("witness").toString());
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.username", () -> EmbeddedPostgres.APPLICATION);
        registry.add("spring.datasource.password", SERVER::applicationPassword);
        registry.add("spring.flyway.url", () -> url);
        registry.add("spring.flyway.user", () -> EmbeddedPostgres.MIGRATOR);
        registry.add("spring.flyway.password", SERVER::migratorPassword);
    }

    private static String create() {
        execute("postgres", "create database " + DATABASE);
        return SERVER.jdbcUrl(DATABASE);
    }

    /** Takes everything out but what migrations put in. */
    public static void empty() {
        execute(DATABASE, """
                do $$ declare tables text; begin
                  select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables from pg_tables
                  where schemaname in ('intake', 'people', 'casework', 'access', 'explanation', 'rules', 'review', 'security',
                    'ledger', 'investigation', 'oversight')
                    and tablename <> 'rule';
                  if tables is not null then
                    execute 'truncate ' || tables || ' cascade';
                    delete from rules.rule where written_by <> 'Proper Course';
                    update rules.rule set status = 'LIVE', retired_at = null, retired_because = null
                    where retired_because is not null;
                  end if;
                end $$
                """);
    }

    /** Does what only somebody with the database's own password can do. */
    public static void asOwner(String sql) {
        execute(DATABASE, sql);
    }

    private static void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        SERVER.jdbcUrl(database), EmbeddedPostgres.MIGRATOR, SERVER.migratorPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
