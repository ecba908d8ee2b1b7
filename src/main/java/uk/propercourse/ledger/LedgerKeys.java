package uk.propercourse.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The key file: made on first use, never overwritten, and checked against what the ledger announces. */
@Component
class LedgerKeys {

    private final LedgerSettings settings;
    private volatile @Nullable SigningKey loaded;

    LedgerKeys(LedgerSettings settings) {
        this.settings = settings;
    }

    /**
     * The key to sign with.
     *
     * @param announced the verifier key that the ledger announces, null while there is no ledger
     * @throws LedgerKeyException when the file is missing or another
     */
    SigningKey current(@Nullable String announced) {
        SigningKey known = loaded;
        if (known != null && (announced == null || known.verifier().text().equals(announced))) {
            return known;
        }
        SigningKey found = find(announced);
        loaded = found;
        return found;
    }

    private SigningKey find(@Nullable String announced) {
        Path file = settings.keyFile();
        if (announced == null) {
            return Files.exists(file) ? read(file) : create(file);
        }
        if (Files.exists(next()) && read(next()).verifier().text().equals(announced)) {
            replace();
        }
        if (!Files.exists(file)) {
            throw new LedgerKeyException(file, "is missing");
        }
        SigningKey key = read(file);
        if (!key.verifier().text().equals(announced)) {
            throw new LedgerKeyException(
                    file, "is " + key.verifier().text() + ", but the ledger announces " + announced);
        }
        return key;
    }

    /** A new key, kept beside the current one until the ledger has announced it. */
    SigningKey prepareNext() {
        try {
            Files.deleteIfExists(next());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return create(next());
    }

    /** Makes the prepared key the current one; another process may have done so already. */
    void replace() {
        try {
            Files.move(next(), settings.keyFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(settings.keyFile())) {
                throw new LedgerKeyException(settings.keyFile(), "is missing");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loaded = null;
    }

    private Path next() {
        return settings.keyFile().resolveSibling(settings.keyFile().getFileName() + ".next");
    }

    private SigningKey create(Path file) {
        SigningKey key = SigningKey.generate(settings.origin());
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(java.nio.ByteBuffer.wrap(key.text().getBytes(StandardCharsets.US_ASCII)));
            }
            return key;
        } catch (FileAlreadyExistsException e) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the ledger's signing key " + file, e);
        }
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new LedgerKeyException(file, "cannot be read (" + e.getMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the ledger's signing key " + file, e);
        }
    }
}
