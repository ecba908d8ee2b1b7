package uk.propercourse.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The two forms of a source, each of them possibly gzipped. */
public enum Format {
    /** RFC 4180 with a header line. */
    CSV,
    /** One JSON object a line. */
    NDJSON;

    RowReader reader(InputStream in, RowMapping mapping) {
        return this == CSV
                ? new CsvRowReader(in, mapping.wanted(), mapping.required())
                : new NdjsonRowReader(in, mapping.wanted());
    }

    /** The stream itself, or what it unpacks to when it starts like a gzip file. */
    static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }
}
