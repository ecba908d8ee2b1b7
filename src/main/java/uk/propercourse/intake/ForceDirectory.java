package uk.propercourse.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the contract's files in a force directory, in loading order. */
public final class ForceDirectory {

    private static final List<String> ENDINGS = List.of(".csv", ".csv.gz", ".ndjson", ".ndjson.gz");

    private ForceDirectory() {}

    /** A file of the directory and the feed it is for. */
    public record Entry(Feed feed, Path file, Format format) {}

    /** The files that are there; a kind that is there in two forms is loaded from both. */
    public static List<Entry> list(Path folder, List<Feed> feeds) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("'" + folder + "' is not a folder");
        }
        List<Entry> entries = new ArrayList<>();
        for (Feed feed : feeds) {
            for (String ending : ENDINGS) {
                Path file = folder.resolve(feed.name() + ending);
                if (Files.isRegularFile(file)) {
                    entries.add(new Entry(feed, file, formatOf(file)));
                }
            }
        }
        return entries;
    }

    /** NDJSON by its ending, else CSV. */
    public static Format formatOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".ndjson") || name.endsWith(".ndjson.gz") ? Format.NDJSON : Format.CSV;
    }
}
