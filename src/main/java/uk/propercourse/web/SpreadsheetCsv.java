package uk.propercourse.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV that people open in a spreadsheet. What would be run there as a formula is written with an apostrophe before it, as
 * OWASP advises against CSV injection: names and reasons come from others.
 */
final class SpreadsheetCsv {

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]+)?");

    private SpreadsheetCsv() {}

    /** In UTF-8. */
    static byte[] write(List<String[]> records) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            for (String[] record : records) {
                csv.writeRecord(
                        Arrays.stream(record).map(SpreadsheetCsv::harmless).toArray(String[]::new));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String harmless(String value) {
        return FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches() ? "'" + value : value;
    }
}
