package uk.propercourse.web;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A download that people open in a spreadsheet: the same records as CSV or as OpenDocument. */
public enum SpreadsheetFile {
    /** RFC 4180, UTF-8, formulas made harmless. */
    CSV("csv", "text/csv;charset=UTF-8") {
        @Override
        byte[] write(List<String[]> records) {
            return SpreadsheetCsv.write(records);
        }
    },
    /** ISO 26300: one sheet, in which whole numbers are numbers and everything else is text, never a formula. */
    ODS("ods", "application/vnd.oasis.opendocument.spreadsheet") {
        @Override
        byte[] write(List<String[]> records) throws IOException {
            int columns = records.stream().mapToInt(cells -> cells.length).max().orElse(1);
            Sheet sheet = new Sheet("Figures", Math.max(1, records.size()), Math.max(1, columns));
            for (int row = 0; row < records.size(); row++) {
                String[] cells = records.get(row);
                for (int column = 0; column < cells.length; column++) {
                    sheet.getRange(row, column).setValue(value(cells[column]));
                }
            }
            SpreadSheet book = new SpreadSheet();
            book.appendSheet(sheet);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.save(out);
            return out.toByteArray();
        }

        private Object value(String cell) {
            return WHOLE.matcher(cell).matches() ? (Object) Long.valueOf(cell) : cell;
        }
    };

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,14}");

    private final String extension;
    private final String type;

    SpreadsheetFile(String extension, String type) {
        this.extension = extension;
        this.type = type;
    }

    abstract byte[] write(List<String[]> records) throws IOException;

    /**
     * That which the names of such files end with.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static SpreadsheetFile ofExtension(String extension) {
        return valueOf(extension.toUpperCase(Locale.ROOT));
    }

    /** Where the records of a file go, one after another. */
    public interface Records {
        /** Adds one. */
        void writeRecord(String... values);
    }

    /**
     * A download.
     *
     * @param name without its extension
     */
    public ResponseEntity<byte[]> of(String name, Consumer<Records> records) throws IOException {
        List<String[]> all = new ArrayList<>();
        records.accept(all::add);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + extension + "\"")
                .body(write(all));
    }
}
