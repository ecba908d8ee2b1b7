package uk.propercourse.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * CSV that people open in a spreadsheet. What would be run there as a formula is written with an apostrophe before it, as
 * OWASP advises against CSV injection: names and reasons come from others.
 */
public final class SpreadsheetCsv implements AutoCloseable {

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private final CsvWriter csv;

    private SpreadsheetCsv(Writer out) {
        csv = CsvWriter.builder().build(out);
    }

    /** Writes one record. */
    public void writeRecord(String... values) {
        csv.writeRecord(Arrays.stream(values).map(SpreadsheetCsv::harmless).toArray(String[]::new));
    }

    private static String harmless(String value) {
        return FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches() ? "'" + value : value;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /** A download of that name. */
    public static ResponseEntity<byte[]> file(String name, Records records) throws IOException {
        StringWriter text = new StringWriter();
        try (SpreadsheetCsv csv = new SpreadsheetCsv(text)) {
            records.write(csv);
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the records of a file. */
    public interface Records {
        /** Writes them, one after another. */
        void write(SpreadsheetCsv csv) throws IOException;
    }
}
