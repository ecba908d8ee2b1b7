package uk.propercourse.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one embedded database: its data, its secrets (readable by the owner alone) and the two locks by which
 * processes on this machine share it.
 *
 * <ul>
 *   <li>{@code owner.lock}: held by the one process that started PostgreSQL.
 *   <li>{@code guests.lock}: held, shared, by every process that uses a PostgreSQL that another one started.
 * </ul>
 */
record EmbeddedHome(Path root) {

    static EmbeddedHome at(Path root) throws IOException {
        Files.createDirectories(root);
        return new EmbeddedHome(root.toAbsolutePath().normalize());
    }

    Path data() {
        return root.resolve("postgres");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path portFile() {
        return root.resolve("postgres.port");
    }

    Path ownerFile() {
        return root.resolve("owner");
    }

    /** The exclusive lock of the owner, or null when another process holds it. */
    @Nullable
    FileLock tryOwn() throws IOException {
        return tryLock("owner.lock", false);
    }

    /** A guest's shared lock, or null while the owner is closing. */
    @Nullable
    FileLock tryVisit() throws IOException {
        return tryLock("guests.lock", true);
    }

    /** Succeeds only when there is no guest. */
    @Nullable
    FileLock tryCloseToGuests() throws IOException {
        return tryLock("guests.lock", false);
    }

    private @Nullable FileLock tryLock(String name, boolean shared) throws IOException {
        FileChannel channel = FileChannel.open(
                root.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
    }

    /** The secret of that name, created on first use. */
    String secret(String name) throws IOException {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    Path secretFile(String name) {
        return root.resolve(name);
    }

    static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not remove " + folder, e);
        }
    }
}
