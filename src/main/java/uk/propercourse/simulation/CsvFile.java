package uk.propercourse.simulation;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One file of a force directory while it is written. */
final class CsvFile implements AutoCloseable {

    private final CsvWriter writer;

    CsvFile(Path folder, String name, String... header) {
        try {
            writer = CsvWriter.builder().build(Files.newBufferedWriter(folder.resolve(name + ".csv")));
            writer.writeRecord(header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void row(@Nullable Object... values) {
        List<String> texts =
                Arrays.stream(values).map(value -> Objects.toString(value, "")).toList();
        writer.writeRecord(texts);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
