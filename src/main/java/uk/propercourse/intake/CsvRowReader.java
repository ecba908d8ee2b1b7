package uk.propercourse.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.intake.LineReader.Line;

/**
 * CSV by RFC 4180 with a header line. Records are cut by us so that a quote that is never closed costs its own line
 * and not the rest of the file; what is inside a record with quotes is read by FastCSV.
 */
final class CsvRowReader implements RowReader {

    /** A quoted field may run over this many lines. */
    private static final int MAX_LINES = 200;

    private final LineReader lines;
    private final Utf8 utf8 = new Utf8();
    private final List<String> warnings = new ArrayList<>();
    private final int width;
    private final int[] places;
    private final @Nullable String headerProblem;
    private boolean brokenTold;

    /**
     * Reads the header.
     *
     * @param wanted names whose values are asked for; the first that the header has of each inner list counts
     */
    CsvRowReader(InputStream in, List<List<String>> wanted, List<String> required) {
        this.lines = new LineReader(in);
        Line first = lines.next();
        String header = first == null ? "" : utf8.decode(withoutMark(first.bytes()));
        List<String> names = header == null ? List.of() : split(header);
        this.width = names.size();
        this.places = new int[wanted.size()];
        Map<String, Integer> byName = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (byName.putIfAbsent(names.get(i).strip(), i) != null) {
                twice.add(names.get(i));
            }
        }
        List<String> unknown = new ArrayList<>(byName.keySet());
        for (int i = 0; i < places.length; i++) {
            places[i] = wanted.get(i).stream()
                    .filter(byName::containsKey)
                    .findFirst()
                    .map(byName::get)
                    .orElse(-1);
            unknown.removeAll(wanted.get(i));
        }
        if (!unknown.isEmpty()) {
            warnings.add("columns that the contract does not know were ignored: "
                    + String.join(", ", unknown.stream().sorted().toList()));
        }
        this.headerProblem = headerProblem(header, byName, twice, required);
    }

    private static @Nullable String headerProblem(
            @Nullable String header, Map<String, Integer> byName, List<String> twice, List<String> required) {
        if (header == null) {
            return "the header line is not UTF-8";
        }
        if (!twice.isEmpty()) {
            return "the header names a column twice: " + String.join(", ", twice);
        }
        List<String> missing =
                required.stream().filter(name -> !byName.containsKey(name)).toList();
        return missing.isEmpty() || header.isEmpty()
                ? null
                : "the header lacks the required column " + String.join(", ", missing);
    }

    @Override
    public @Nullable SourceRow next() {
        Line line = lines.next();
        while (line != null && line.bytes().length == 0) {
            line = lines.next();
        }
        if (line == null) {
            return brokenEnd();
        }
        if (headerProblem != null) {
            return SourceRow.unreadable(line.number(), line.bytes(), headerProblem);
        }
        return line.cut() ? tooLong(line) : record(line);
    }

    private static SourceRow tooLong(Line line) {
        return SourceRow.unreadable(
                line.number(),
                line.bytes(),
                "the line is longer than " + LineReader.MAX_LINE + " bytes; it is kept cut");
    }

    private SourceRow record(Line line) {
        if (indexOf(line.bytes(), (byte) 0) >= 0) {
            return SourceRow.unreadable(line.number(), line.bytes(), "the line holds a NUL byte");
        }
        if (indexOf(line.bytes(), (byte) '"') < 0) {
            return row(line.number(), line.bytes(), null);
        }
        return quoted(line);
    }

    /** A record with quotes: lines are joined until the quotes close, or the first line alone is refused. */
    private SourceRow quoted(Line first) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first.bytes());
        Deque<Line> taken = new ArrayDeque<>();
        int quotes = count(first.bytes());
        while (quotes % 2 != 0 && taken.size() < MAX_LINES) {
            Line more = lines.next();
            if (more == null) {
                break;
            }
            taken.push(more);
            joined.write('\n');
            joined.writeBytes(more.bytes());
            quotes += count(more.bytes());
        }
        SourceRow row = quotes % 2 == 0 ? row(first.number(), joined.toByteArray(), "quoted") : null;
        if (row != null && (row.problem() == null || taken.isEmpty())) {
            return row;
        }
        taken.forEach(lines::putBack);
        return SourceRow.unreadable(first.number(), first.bytes(), "a quote is opened and not closed");
    }

    private SourceRow row(long number, byte[] bytes, @Nullable String quoted) {
        String text = utf8.decode(bytes);
        if (text == null) {
            return SourceRow.unreadable(number, bytes, "the line is not UTF-8");
        }
        String[] fields;
        try {
            fields = quoted == null ? text.split(",", -1) : split(text).toArray(String[]::new);
        } catch (CsvParseException e) {
            return SourceRow.unreadable(number, bytes, "a quote stands where none may stand");
        }
        if (fields.length != width) {
            return SourceRow.unreadable(
                    number, bytes, "the line has " + fields.length + " fields, the header has " + width);
        }
        String[] values = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = places[i] < 0 ? null : fields[places[i]];
        }
        return new SourceRow(number, bytes, values, null);
    }

    private static List<String> split(String text) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            List<CsvRecord> records = reader.stream().toList();
            if (records.size() > 1) {
                throw new CsvParseException("more than one record");
            }
            return records.isEmpty() ? List.of() : records.get(0).getFields();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private @Nullable SourceRow brokenEnd() {
        if (lines.broken() == null || brokenTold) {
            return null;
        }
        brokenTold = true;
        return SourceRow.unreadable(
                lines.lastNumber() + 1,
                lines.unfinished(),
                "the source broke off here (" + lines.broken().getMessage() + "); send it again whole");
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static byte[] withoutMark(byte[] bytes) {
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return mark ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static int indexOf(byte[] bytes, byte wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int count(byte[] bytes) {
        int quotes = 0;
        for (byte b : bytes) {
            quotes += b == '"' ? 1 : 0;
        }
        return quotes;
    }
}
