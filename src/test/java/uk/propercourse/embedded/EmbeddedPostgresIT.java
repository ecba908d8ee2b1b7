package uk.propercourse.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.propercourse.embedded.EmbeddedPostgres.Use;

class EmbeddedPostgresIT {

    @TempDir
    Path home;

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.MIGRATOR, postgres.migratorPassword());
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(first, "create table t as select generate_series(1, 1000)");
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            assertThat(count(second)).isEqualTo(1_000);
        }
    }

    @Test
    void recoversWhatWasCommittedBeforePostgresWasKilled() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.open(home, Use.COMMAND, true);
        execute(first, "create table t as select generate_series(1, 500)");
        killPostgres();
        first.close();
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            assertThat(count(second)).isEqualTo(500);
        }
    }

    @Test
    @Timeout(60)
    void startsWhatEndedByItselfAgainAsOftenAsItEnds() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(postgres, "create table t as select generate_series(1, 500)");
            for (int end = 0; end < 2; end++) {
                killPostgres();
                awaitConnection(postgres);
                assertThat(count(postgres)).isEqualTo(500);
            }
        }
        assertThat(home.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    @Timeout(60)
    void triesToStartWhatDoesNotStayUpUntilItDoes() throws Exception {
        Path needed = home.resolve("postgres/global");
        Path away = home.resolve("away");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(postgres, "create table t as select generate_series(1, 500)");
            Files.move(needed, away);
            killPostgres();
            TimeUnit.SECONDS.sleep(1);
            assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
            Files.move(away, needed);
            awaitConnection(postgres);
            assertThat(count(postgres)).isEqualTo(500);
        }
    }

    private void killPostgres() throws Exception {
        long pid = Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().get(10, TimeUnit.SECONDS);
    }

    private static void awaitConnection(EmbeddedPostgres postgres) throws InterruptedException {
        while (true) {
            try {
                connect(postgres).close();
                return;
            } catch (SQLException e) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Test
    @Timeout(60)
    void stopsAlsoWhileItRecoversFromTheDeathOfOneOfItsProcesses() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.open(home, Use.SERVER, true);
        execute(postgres, "create table t as select generate_series(1, 1000000)");
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet pid = statement.executeQuery("select pg_backend_pid()")) {
            pid.next();
            ProcessHandle.of(pid.getLong(1)).orElseThrow().destroyForcibly();
            while (connection.isValid(1)) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        postgres.close();

        try (EmbeddedPostgres second = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            assertThat(count(second)).isEqualTo(1_000_000);
        }
    }

    @Test
    void takesNoNoticeOfAStalePidFileOfAnotherProgram() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(first, "create table t (i integer)");
        }
        Files.writeString(
                home.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        try (EmbeddedPostgres second = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            assertThat(count(second)).isZero();
        }
    }

    @Test
    void throwsAwayAHalfMadeDataFolder() throws Exception {
        Files.createDirectories(home.resolve("postgres.new/base"));
        Files.writeString(home.resolve("postgres.new/PG_VERSION"), "18");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(postgres, "create table t (i integer)");
        }
    }

    @Test
    void keepsItsSecretsToTheOwner() throws Exception {
        EmbeddedPostgres.open(home, Use.SERVER, true).close();
        for (String secret : List.of("superuser.password", "application.password")) {
            assertThat(Files.getPosixFilePermissions(home.resolve(secret)))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }
    }

    @Test
    void refusesASecondServerOnTheSameData() throws Exception {
        Process other = anotherServer();
        try {
            assertThatThrownBy(() -> EmbeddedPostgres.open(home, Use.SERVER, true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another copy of the application");
            try (EmbeddedPostgres guest = EmbeddedPostgres.open(home, Use.COMMAND, true)) {
                execute(guest, "create table t (i integer)");
                assertThat(count(guest)).isZero();
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void isStoppedByTheKernelWhenItsOwnerIsKilled() throws Exception {
        Process other = anotherServer();
        long pid = Long.parseLong(Files.readAllLines(home.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        other.destroyForcibly().waitFor();
        postmaster.onExit().get(20, TimeUnit.SECONDS);
        assertThat(postmaster.isAlive()).isFalse();
        try (EmbeddedPostgres mine = EmbeddedPostgres.open(home, Use.SERVER, true)) {
            execute(mine, "create table t (i integer)");
        }
    }

    /** Another process that owns the database, as a web application does. */
    private Process anotherServer() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("other.log").toFile())
                .start();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(home.resolve("postgres.port")) && System.nanoTime() < patience && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(home.resolve("postgres.port")).exists();
        return process;
    }
}
