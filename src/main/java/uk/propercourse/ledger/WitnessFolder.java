package uk.propercourse.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder that keeps copies of checkpoints, named by size, best on a disk that the force's administrators do not own. */
final class WitnessFolder {

    private static final String ENDING = ".checkpoint";

    private WitnessFolder() {}

    /** A copy that the witness holds. */
    record Copy(Path file, long size, String note) {}

    /** Writes the checkpoint unless it is there; a copy is never written over. */
    static void write(Path folder, Checkpoint checkpoint) {
        Path file = folder.resolve(String.format("%016d%s", checkpoint.size(), ENDING));
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Path whole = Files.createTempFile(folder, "writing-", ".tmp");
                Files.writeString(whole, checkpoint.note(), StandardCharsets.UTF_8);
                Files.move(whole, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the checkpoint to the witness folder " + folder, e);
        }
    }

    /** All copies, smallest first. */
    static List<Copy> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Copy> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (String.valueOf(file.getFileName()).endsWith(ENDING)) {
                    String note = Files.readString(file, StandardCharsets.UTF_8);
                    copies.add(new Copy(file, size(note), note));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the witness folder " + folder, e);
        }
        return copies;
    }

    private static long size(String note) {
        String[] lines = note.split("\n", 3);
        return lines.length == 3 && lines[1].matches("[0-9]{1,18}") ? Long.parseLong(lines[1]) : 0;
    }
}
