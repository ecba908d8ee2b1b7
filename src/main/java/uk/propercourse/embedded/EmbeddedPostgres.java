package uk.propercourse.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL on this machine's loopback that keeps its data in one folder and is shared by the processes of one
 * installation: the first one starts it (the <em>owner</em>), commands that run beside it are its guests.
 *
 * <p>Crash-safe: {@code fsync} is on, a half-made data folder is never taken for a database, and what a killed run
 * left is stopped or cleared at the next start. The web application starts PostgreSQL again when it ends by itself.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** Who uses the database, which decides what happens when someone else has it already. */
    public enum Use {
        /** The web application: waits for a running command, refuses beside another web application. */
        SERVER,
        /** A command: joins whatever runs. */
        COMMAND
    }

    /** The superuser, for migrations only. */
    public static final String MIGRATOR = "postgres";
    /** The role the application works under: it owns nothing and cannot change what is append-only. */
    public static final String APPLICATION = "propercourse_app";

    private static final String DATABASE = "propercourse";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    /** For a command that is starting the server. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Between two looks at something that may end at any time. */
    static final Duration MOMENT = Duration.ofMillis(40);
    /** Between two tries to start what does not stay up. */
    private static final Duration RESPITE = Duration.ofSeconds(15);

    private final EmbeddedHome home;
    private final int port;
    private final FileLock lock;
    private @Nullable Postmaster postmaster;
    private boolean closed;

    private EmbeddedPostgres(EmbeddedHome home, int port, @Nullable Postmaster postmaster, FileLock lock) {
        this.home = home;
        this.port = port;
        this.postmaster = postmaster;
        this.lock = lock;
    }

    /**
     * Opens the database below {@code root}, starting PostgreSQL if nobody has.
     *
     * @param durable false only for tests: no fsync
     * @throws IOException when it cannot be started, or another web application has it
     */
    public static EmbeddedPostgres open(Path root, Use use, boolean durable) throws IOException {
        EmbeddedHome home = EmbeddedHome.at(root);
        boolean said = false;
        while (true) {
            FileLock own = home.tryOwn();
            if (own != null) {
                return startAsOwner(home, use, durable, own);
            }
            if (use == Use.COMMAND) {
                FileLock visit = home.tryVisit();
                if (visit != null) {
                    return joinAsGuest(home, visit);
                }
            } else if (!said) {
                said = true;
                refuseBesideServer(home);
                log.info("A command is using the database in {}; starting when it ends", home.root());
            }
            pause(MOMENT);
        }
    }

    private static EmbeddedPostgres startAsOwner(EmbeddedHome home, Use use, boolean durable, FileLock own)
            throws IOException {
        Files.deleteIfExists(home.portFile());
        Files.writeString(home.ownerFile(), use.name());
        Path bin = PostgresBinaries.unpack(cache()).resolve("bin");
        Postmaster.initialise(bin, home, durable);
        Postmaster.clearLeftOver(home);
        int port = freePort();
        Postmaster postmaster = Postmaster.start(bin, home, port, durable);
        EmbeddedPostgres postgres = new EmbeddedPostgres(home, port, postmaster, own);
        postgres.door().awaitReady(postmaster::isAlive);
        postgres.prepare();
        Files.writeString(home.portFile(), Integer.toString(port));
        if (use == Use.SERVER) {
            postgres.keepUp(postmaster);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "postgres-stop"));
        return postgres;
    }

    /**
     * Starts PostgreSQL again whenever it ends without being asked to, as it does when its disk is full, until it stays up because
     * somebody made room. (A command ends with it instead, and says so.)
     */
    private void keepUp(Postmaster first) {
        Thread keeper = new Thread(
                () -> {
                    try {
                        startWheneverItEnds(first);
                    } catch (IOException e) {
                        log.warn("PostgreSQL is not started again any more if it ends", e);
                    }
                },
                "postgres-keeper");
        keeper.setDaemon(true);
        keeper.start();
    }

    private void startWheneverItEnds(Postmaster first) throws IOException {
        Postmaster running = first;
        boolean down = false;
        while (true) {
            running.awaitEnd();
            if (down) {
                pause(RESPITE);
            }
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (!down) {
                    log.error(
                            "PostgreSQL has ended by itself, which a full disk makes it do; starting it until it stays up. Its log is {}",
                            home.log());
                }
                try {
                    Postmaster.clearLeftOver(home);
                    running = running.startAgain();
                    postmaster = running;
                } catch (IOException e) {
                    log.error("PostgreSQL could not be started; trying again", e);
                }
            }
            down = !isReady(running);
        }
    }

    private boolean isReady(Postmaster started) {
        try {
            door().awaitReady(started::isAlive);
            log.info("PostgreSQL is up again");
            return true;
        } catch (IOException e) {
            log.debug("PostgreSQL did not stay up", e);
            return false;
        }
    }

    private static EmbeddedPostgres joinAsGuest(EmbeddedHome home, FileLock visit) throws IOException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(home.portFile())) {
            if (System.nanoTime() > patience) {
                throw new IOException("the command that uses the database in " + home.root()
                        + " has not started it yet; try again when it has, or see " + home.log());
            }
            pause(MOMENT);
        }
        int port = Integer.parseInt(Files.readString(home.portFile()).strip());
        EmbeddedPostgres postgres = new EmbeddedPostgres(home, port, null, visit);
        postgres.door().awaitReady(() -> true);
        return postgres;
    }

    private static void refuseBesideServer(EmbeddedHome home) throws IOException {
        if (Files.exists(home.ownerFile()) && Files.readString(home.ownerFile()).equals(Use.SERVER.name())) {
            throw new IOException("another copy of the application is running on the data in " + home.root()
                    + "; stop it first, or set PROPERCOURSE_HOME to another folder");
        }
    }

    /** The JDBC address of the application's database. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** The JDBC address of that database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The password of {@link #MIGRATOR}. */
    public String migratorPassword() {
        return secret("superuser.password");
    }

    /** The password of {@link #APPLICATION}. */
    public String applicationPassword() {
        return secret("application.password");
    }

    private PostgresDoor door() {
        return new PostgresDoor(jdbcUrl("postgres"), MIGRATOR, migratorPassword(), home.log());
    }

    private String secret(String name) {
        try {
            return home.secret(name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read a secret in " + home.root(), e);
        }
    }

    /** Creates the application's role and database when they are not there. */
    private void prepare() throws IOException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), MIGRATOR, migratorPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + APPLICATION
                    + "') then create role " + APPLICATION + " login; end if; end $$");
            statement.execute("alter role " + APPLICATION + " password '" + applicationPassword() + "'");
            try (var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IOException("could not prepare the embedded database", e);
        }
    }

    /** Stops PostgreSQL if this process started it; a command first waits for its guests. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Postmaster own = postmaster;
            if (own != null) {
                awaitGuests();
                door().awaitRecovery(own::isAlive);
                own.stop();
                Files.deleteIfExists(home.portFile());
            }
            lock.release();
            lock.acquiredBy().close();
        } catch (IOException e) {
            log.warn("Could not close the embedded database cleanly; it will recover at the next start", e);
        }
    }

    private void awaitGuests() throws IOException {
        boolean command = Files.exists(home.ownerFile())
                && Files.readString(home.ownerFile()).equals(Use.COMMAND.name());
        while (command) {
            FileLock nobody = home.tryCloseToGuests();
            if (nobody != null) {
                nobody.acquiredBy().close();
                return;
            }
            pause(MOMENT);
        }
    }

    private static Path cache() {
        String configured = System.getenv("PROPERCOURSE_CACHE");
        return configured != null
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache", "proper-course");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void pause(Duration time) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the database", e);
        }
    }
}
