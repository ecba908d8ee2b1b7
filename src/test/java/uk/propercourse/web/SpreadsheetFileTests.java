package uk.propercourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.miachm.sods.Sheet;
import com.github.miachm.sods.SpreadSheet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What others wrote does not run in the spreadsheet of whoever opens the file. */
class SpreadsheetFileTests {

    private static String file(String... values) throws IOException {
        byte[] body =
                SpreadsheetFile.CSV.of("any", csv -> csv.writeRecord(values)).getBody();
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

    @Test
    void keepsNumbersAndTextApartInOpenDocument() throws IOException {
        byte[] body = SpreadsheetFile.ODS
                .of("any", file -> {
                    file.writeRecord("definition", "what is counted");
                    file.writeRecord("=1+1", "66", "007", "fewer than 5");
                })
                .getBody();
        Sheet sheet = new SpreadSheet(new ByteArrayInputStream(Objects.requireNonNull(body))).getSheet(0);
        assertThat(sheet.getMaxRows()).isEqualTo(2);
        assertThat(sheet.getRange(1, 0).getFormula()).isNull();
        assertThat(sheet.getRange(1, 0).getValue()).isEqualTo("=1+1");
        assertThat(sheet.getRange(1, 1).getValue()).isInstanceOf(Number.class).hasToString("66.0");
        assertThat(sheet.getRange(1, 2).getValue()).isEqualTo("007");
        assertThat(sheet.getRange(1, 3).getValue()).isEqualTo("fewer than 5");
    }
}
