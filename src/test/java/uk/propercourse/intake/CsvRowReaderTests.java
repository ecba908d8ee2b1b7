package uk.propercourse.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvRowReaderTests {

    private static final List<List<String>> WANTED = List.of(List.of("a"), List.of("b"), List.of("c"));

    private static List<SourceRow> read(byte[] bytes) {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<SourceRow> read(InputStream in) {
        CsvRowReader reader = new CsvRowReader(in, WANTED, List.of("a"));
        List<SourceRow> rows = new ArrayList<>();
        for (SourceRow row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static List<SourceRow> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shape(SourceRow row) {
        return row.line() + (row.problem() == null ? Arrays.toString(row.values()) : "!" + row.problem());
    }

    @Test
    void findsColumnsByNameInAnyOrderAndLeavesMissingOnesNull() {
        assertThat(read("c,a\n1,2\n")).extracting(CsvRowReaderTests::shape).containsExactly("2[2, null, 1]");
    }

    @Test
    void passesOverAByteOrderMarkCarriageReturnsAndEmptyLines() {
        assertThat(read("\uFEFFa,b,c\r\n1,2,3\r\n\r\n4,5,6"))
                .extracting(CsvRowReaderTests::shape)
                .containsExactly("2[1, 2, 3]", "4[4, 5, 6]");
    }

    @Test
    void readsQuotesDoubledQuotesAndFieldsOverSeveralLines() {
        assertThat(read("a,b,c\n\"x, \"\"y\"\"\",\"two\nlines\",3\n7,8,9\n"))
                .extracting(CsvRowReaderTests::shape)
                .containsExactly("2[x, \"y\", two\nlines, 3]", "4[7, 8, 9]");
    }

    @Test
    void losesOneLineToAQuoteThatIsNeverClosed() {
        assertThat(read("a,b,c\n1,\"2,3\n4,5,6\n7,\"8\",9\n"))
                .extracting(CsvRowReaderTests::shape)
                .containsExactly("2!a quote is opened and not closed", "3[4, 5, 6]", "4[7, 8, 9]");
    }

    @Test
    void doesNotPairTwoStrayQuotesFarApart() {
        assertThat(read("a,b,c\n1,\"2,3\n4,5,6\n7,8,\"9\n1,2,3\n"))
                .extracting(row -> row.problem() == null)
                .containsExactly(false, true, false, true);
    }

    @Test
    void refusesNulBadUtf8AndTheWrongNumberOfFields() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("a,b,c\n1,\0,3\n1,".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xC3);
        bytes.writeBytes(",3\n1,2\n4,5,6\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read(bytes.toByteArray()))
                .extracting(CsvRowReaderTests::shape)
                .containsExactly(
                        "2!the line holds a NUL byte",
                        "3!the line is not UTF-8",
                        "4!the line has 2 fields, the header has 3",
                        "5[4, 5, 6]");
    }

    @Test
    void keepsTheOriginalBytesOfARefusedRow() {
        assertThat(read("a,b,c\n1,2\n").get(0).original()).isEqualTo("1,2".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cutsALineThatWouldNotFitAndGoesOn() {
        String huge = "x".repeat(LineReader.MAX_LINE + 10);
        List<SourceRow> rows = read("a,b,c\n" + huge + "\n1,2,3\n");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).problem()).startsWith("the line is longer than");
        assertThat(shape(rows.get(1))).isEqualTo("3[1, 2, 3]");
    }

    @Test
    void refusesEveryRowUnderAHeaderThatLacksARequiredColumnOrNamesOneTwice() {
        assertThat(read("b,c\n1,2\n"))
                .extracting(SourceRow::problem)
                .containsExactly("the header lacks the required column a");
        assertThat(read("a,a,b\n1,2,3\n"))
                .extracting(SourceRow::problem)
                .containsExactly("the header names a column twice: a");
    }

    @Test
    void warnsOnceOfColumnsThatNobodyAskedFor() {
        CsvRowReader reader = new CsvRowReader(
                new ByteArrayInputStream("a,x,y\n1,2,3\n".getBytes(StandardCharsets.UTF_8)), WANTED, List.of());
        assertThat(reader.next()).isNotNull();
        assertThat(reader.warnings()).containsExactly("columns that the contract does not know were ignored: x, y");
    }

    @Test
    void keepsWhatCameBeforeABrokenGzipStreamAndSaysWhereItBroke() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            StringBuilder text = new StringBuilder("a,b,c\n");
            for (int i = 0; i < 20_000; i++) {
                text.append(i).append(',').append(i * 31 % 977).append(",z\n");
            }
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        List<SourceRow> rows = read(Format.unpacked(new ByteArrayInputStream(half)));
        assertThat(rows.size()).isGreaterThan(1_000);
        assertThat(rows.get(0).problem()).isNull();
        assertThat(rows.get(rows.size() - 1).problem()).contains("broke off");
    }

    @Test
    void takesNoRowInWhichTheSourceBrokeHoweverWholeItLooks() {
        InputStream dropped = new SequenceInputStream(
                new ByteArrayInputStream("a,b,c\n1,2,first\n3,4,sec".getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return read();
                    }
                });
        List<SourceRow> rows = read(dropped);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).problem()).isNull();
        assertThat(rows.get(1).problem()).contains("broke off", "connection reset");
        assertThat(new String(rows.get(1).original(), StandardCharsets.UTF_8)).isEqualTo("3,4,sec");
    }
}
