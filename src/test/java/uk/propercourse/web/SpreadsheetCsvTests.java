package uk.propercourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What others wrote does not run in the spreadsheet of whoever opens the file. */
class SpreadsheetCsvTests {

    private static String file(String... values) throws IOException {
        byte[] body =
                SpreadsheetCsv.file("any.csv", csv -> csv.writeRecord(values)).getBody();
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
    }

    @Test
    void writesFormulasAsText() throws IOException {
        assertThat(file("=HYPERLINK(\"http://x\")", "@SUM(A1)", "+cmd", "-2+3", "\tx"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\")\",'@SUM(A1),'+cmd,'-2+3,'\tx\r\n");
    }

    @Test
    void leavesNumbersAndWordsAlone() throws IOException {
        assertThat(file("-2", "+3.5", "7", "a=b", "")).isEqualTo("-2,+3.5,7,a=b,\r\n");
    }
}
