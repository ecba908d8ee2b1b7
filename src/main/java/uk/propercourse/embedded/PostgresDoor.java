package uk.propercourse.embedded;

import static uk.propercourse.embedded.EmbeddedPostgres.MOMENT;
import static uk.propercourse.embedded.EmbeddedPostgres.pause;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PostgreSQL says to whoever wants to come in: nothing, that it starts or mends itself, or come in. */
final class PostgresDoor {

    private static final Logger log = LoggerFactory.getLogger(PostgresDoor.class);
    /** For a server that does not answer at all. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What a start usually takes is not worth a word. */
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** Of PostgreSQL: {@code cannot_connect_now}, while it starts. */
    private static final String STARTING = "57P03";
    /** The class of states of a connection that could not be made or was broken off. */
    private static final String BROKEN_OFF = "08";
    /** The states of a server that starts, stops or mends itself. */
    private static final String NOT_NOW = "57P";

    private final String url;
    private final String user;
    private final String password;
    private final Path serverLog;

    /** Of the server at that address, whose own log is that file. */
    PostgresDoor(String url, String user, String password, Path serverLog) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.serverLog = serverLog;
    }

    /**
     * Waits as long as it takes to recover what was written before a crash, which may be minutes.
     *
     * @param alive whether the server runs, as far as is known
     * @throws IOException when it ends, or does not answer for two minutes
     */
    void awaitReady(BooleanSupplier alive) throws IOException {
        long start = System.nanoTime();
        boolean said = false;
        while (true) {
            if (!alive.getAsBoolean()) {
                throw new IOException("PostgreSQL stopped while starting; its log is " + serverLog);
            }
            SQLException refusal = knock();
            if (refusal == null) {
                return;
            }
            boolean starting = STARTING.equals(refusal.getSQLState());
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (!starting && waited.compareTo(PATIENCE) > 0) {
                throw new IOException("PostgreSQL did not answer; its log is " + serverLog, refusal);
            }
            if (starting && !said && waited.compareTo(QUIET) > 0) {
                said = true;
                log.info("PostgreSQL is recovering what it had written when it was killed; its log is {}", serverLog);
            }
            pause(MOMENT);
        }
    }

    /**
     * PostgreSQL that is asked to stop while it recovers from the death of one of its processes may never end (seen with
     * 18.6). While it makes ready to recover it breaks connections off instead of refusing them.
     */
    void awaitRecovery(BooleanSupplier alive) throws IOException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (alive.getAsBoolean() && !answers(knock()) && System.nanoTime() < patience) {
            pause(MOMENT);
        }
    }

    /** Connects and leaves again; null when PostgreSQL let it in. */
    private @Nullable SQLException knock() {
        try {
            DriverManager.getConnection(url, user, password).close();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /** Whether PostgreSQL let somebody in, or refused for a reason that waiting does not change, such as a password. */
    private static boolean answers(@Nullable SQLException refusal) {
        String state = refusal == null ? null : refusal.getSQLState();
        return state == null || !(state.startsWith(BROKEN_OFF) || state.startsWith(NOT_NOW));
    }
}
