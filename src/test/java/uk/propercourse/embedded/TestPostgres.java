package uk.propercourse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/** One PostgreSQL for all tests of the JVM, and a database of its own for each test class. */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            Path folder = Files.createTempDirectory("proper-course-test-");
            return EmbeddedPostgres.open(folder, EmbeddedPostgres.Use.COMMAND, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Points the application at a new, empty database, under the same two roles as the embedded one. */
    public static void register(DynamicPropertyRegistry registry) {
        String url = create();
        registry.add("spring.datasource.url", () -> url);
        registry.add("spring.datasource.username", () -> EmbeddedPostgres.APPLICATION);
        registry.add("spring.datasource.password", SERVER::applicationPassword);
        registry.add("spring.flyway.url", () -> url);
        registry.add("spring.flyway.user", () -> EmbeddedPostgres.MIGRATOR);
        registry.add("spring.flyway.password", SERVER::migratorPassword);
    }

    private static String create() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(
                        SERVER.jdbcUrl("postgres"), EmbeddedPostgres.MIGRATOR, SERVER.migratorPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return SERVER.jdbcUrl(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
