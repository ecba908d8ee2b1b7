package uk.propercourse.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's side of one PostgreSQL: {@code initdb}, start, stop, and what a killed one left behind.
 *
 * <p>PostgreSQL refuses to run as root, so as root it runs in a user namespace of its own ({@code unshare -U}). The
 * kernel stops it when this process dies ({@code setpriv --pdeathsig}); as that signal fires when the forking
 * <em>thread</em> ends, the fork happens on a thread that never does.
 */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final String SUPERUSER = "postgres";
    /** What a stop usually takes is not worth a word; what takes longer is looked at this often. */
    private static final Duration QUIET = Duration.ofSeconds(10);
    /** A server that has used no processor for so many looks in a row does not end by itself. */
    private static final int IDLE_LOOKS = 2;

    private static final ExecutorService FORKER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "postgres-parent");
        thread.setDaemon(true);
        return thread;
    });

    private final ProcessBuilder command;
    private final Process process;

    private Postmaster(ProcessBuilder command) throws IOException {
        this.command = command;
        try {
            this.process = FORKER.submit(command::start).get();
        } catch (ExecutionException e) {
            throw new IOException("could not start PostgreSQL", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting PostgreSQL", e);
        }
    }

    /** Creates the data folder if there is none; a half-made one from a killed start is thrown away. */
    static void initialise(Path bin, EmbeddedHome home, boolean durable) throws IOException {
        if (Files.exists(home.data().resolve("PG_VERSION"))) {
            return;
        }
        Path scratch = home.root().resolve("postgres.new");
        EmbeddedHome.deleteTree(scratch);
        home.secret("superuser.password");
        List<String> command = new ArrayList<>(List.of(
                bin.resolve("initdb").toString(),
                "-D",
                scratch.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + home.secretFile("superuser.password"),
                "--auth=scram-sha-256",
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums"));
        if (!durable) {
            command.add("--no-sync");
        }
        Process initdb = new ProcessBuilder(asAllowedUser(command))
                .redirectErrorStream(true)
                .start();
        String output = new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (await(initdb) != 0) {
            throw new IOException("initdb failed in " + home.root() + ": " + output);
        }
        Files.move(scratch, home.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server on that port of the loopback. */
    static Postmaster start(Path bin, EmbeddedHome home, int port, boolean durable) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            command.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        command.addAll(List.of(
                bin.resolve("postgres").toString(), "-D", home.data().toString(), "-p", Integer.toString(port)));
        settings(home, durable).forEach(setting -> command.addAll(List.of("-c", setting)));
        return new Postmaster(new ProcessBuilder(asAllowedUser(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile())));
    }

    /** Starts another in the place of this one, which has ended. */
    Postmaster startAgain() throws IOException {
        return new Postmaster(command);
    }

    /** Checkpoints far apart and a wide WAL: full-page images dominate the cost of intake otherwise. */
    private static List<String> settings(EmbeddedHome home, boolean durable) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "max_connections=80",
                "shared_buffers=" + (durable ? buffers() : 128) + "MB",
                "work_mem=32MB",
                "maintenance_work_mem=256MB",
                "temp_buffers=64MB",
                "effective_cache_size=2GB",
                "random_page_cost=1.1",
                "checkpoint_timeout=30min",
                "max_wal_size=" + logGigabytes(home) + "GB",
                "jit=off"));
        if (!durable) {
            settings.addAll(List.of("fsync=off", "full_page_writes=off", "synchronous_commit=off"));
        }
        return settings;
    }

    /** A quarter of the disk that is free, from 1 to 16 GB: the log fills this much at most between two checkpoints. */
    private static long logGigabytes(EmbeddedHome home) throws IOException {
        long free = Files.getFileStore(home.data()).getUsableSpace();
        return Math.max(1, Math.min(16, free / 4 / 1024 / 1024 / 1024));
    }

    /** A quarter of the machine's memory in MB, from 128 to 6144: pages found there cost no read and no checksum. */
    private static long buffers() {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Math.max(128, Math.min(6144, machine.getTotalMemorySize() / 4 / 1024 / 1024));
    }

    /**
     * Deals with the pid file of an earlier life: stops a server that outlived its parent; removes the file when its
     * process is gone or is another program (after a reboot pids are used again).
     */
    static void clearLeftOver(EmbeddedHome home) throws IOException {
        Path pidFile = home.data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        Optional<ProcessHandle> left = ProcessHandle.of(pid).filter(handle -> serves(handle, home.data()));
        if (left.isPresent()) {
            log.warn("Stopping a PostgreSQL (process {}) that an earlier run left behind", pid);
            stop(left.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean serves(ProcessHandle handle, Path data) {
        ProcessHandle.Info info = handle.info();
        return info.command().filter(c -> c.endsWith("/postgres")).isPresent()
                && info.arguments()
                        .map(a -> Arrays.asList(a).contains(data.toString()))
                        .orElse(true);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void awaitEnd() throws IOException {
        await(process);
    }

    /** Fast shutdown: open transactions are rolled back, what is in memory is written out, the data folder is left clean. */
    void stop() {
        if (process.isAlive()) {
            stop(process.toHandle());
        }
    }

    private static void stop(ProcessHandle server) {
        try {
            signal(server, "INT");
            if (hasEnded(server) || endsByItself(server)) {
                return;
            }
            log.warn("PostgreSQL did not stop when asked; ending it. It will recover at the next start.");
            signal(server, "QUIT");
            if (!hasEnded(server)) {
                server.destroyForcibly();
            }
        } catch (IOException | ExecutionException e) {
            log.warn("PostgreSQL could not be asked to stop; ending it. It will recover at the next start.", e);
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for as long as it works, as gigabytes may have to be written out; false when it does nothing any more. */
    private static boolean endsByItself(ProcessHandle server) throws InterruptedException, ExecutionException {
        log.info("PostgreSQL is writing out what it holds in memory");
        Duration worked = work(server);
        for (int idle = 0; idle < IDLE_LOOKS; ) {
            if (hasEnded(server)) {
                return true;
            }
            Duration now = work(server);
            idle = now.equals(worked) ? idle + 1 : 0;
            worked = now;
        }
        return false;
    }

    /** The processor time its processes have used. */
    private static Duration work(ProcessHandle server) {
        return Stream.concat(Stream.of(server), server.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void signal(ProcessHandle server, String name) throws IOException {
        await(new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start());
    }

    private static boolean hasEnded(ProcessHandle server) throws InterruptedException, ExecutionException {
        try {
            server.onExit().get(QUIET.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<String> asAllowedUser(List<String> command) throws IOException {
        boolean linux = Files.isDirectory(Path.of("/proc/self"));
        if (!linux || (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") != 0) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }
}
