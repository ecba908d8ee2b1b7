package uk.propercourse.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the server binaries of this platform from the class path, once for each version. */
final class PostgresBinaries {

    private static final String COMPLETE = "COMPLETE";

    private PostgresBinaries() {}

    /**
     * The folder that holds {@code bin/postgres}, unpacked below {@code cache} if it is not there yet. Safe against a
     * concurrent or killed unpacking: the folder appears whole or not at all.
     */
    static Path unpack(Path cache) throws IOException {
        Files.createDirectories(cache);
        byte[] archive = archive();
        Path target = cache.resolve("postgres-" + fingerprint(archive));
        if (Files.exists(target.resolve(COMPLETE))) {
            return target;
        }
        Path scratch = Files.createTempDirectory(cache, "unpacking-");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, scratch);
            }
        }
        Files.createFile(scratch.resolve(COMPLETE));
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        return publish(scratch, target);
    }

    private static Path publish(Path scratch, Path target) throws IOException {
        try {
            return Files.move(scratch, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            EmbeddedHome.deleteTree(scratch);
            if (Files.exists(target.resolve(COMPLETE))) {
                return target;
            }
            throw e;
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path out = root.resolve(entry.getName()).normalize();
        if (!out.startsWith(root)) {
            throw new IOException("the archive of PostgreSQL names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(out);
            return;
        }
        Path parent = out.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(out, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, out);
        if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static byte[] archive() throws IOException {
        String name = "/postgres-" + platform() + ".txz";
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("this build holds no PostgreSQL for this machine (" + name
                        + "); set SPRING_DATASOURCE_URL to a PostgreSQL of your own");
            }
            return in.readAllBytes();
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return (os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "windows") + "-" + arch;
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
