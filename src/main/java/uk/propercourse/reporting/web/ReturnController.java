package uk.propercourse.reporting.web;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.reporting.Returns;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.SpreadsheetFile;

/** The returns to the Home Office and the College, on a page and as files that carry their definition. */
@Controller
@WebOnly
class ReturnController {

    private final Returns returns;
    private final ReportedYear reported;

    ReturnController(Returns returns, ReportedYear reported) {
        this.returns = returns;
        this.reported = reported;
    }

    /** What the returns of a year show, with the words of their codes. */
    record MisconductView(String proceedings, String finding, Returns.MisconductRow row) {

        static MisconductView of(Returns.MisconductRow row) {
            return new MisconductView(words(row.proceedings()), words(row.finding()), row);
        }
    }

    /** The same of the table for the College. */
    record BarredView(String standard, Returns.BarredRow row) {

        static BarredView of(Returns.BarredRow row) {
            return new BarredView(words(row.standard()), row);
        }
    }

    private static String words(@Nullable String code) {
        return code == null ? "All" : English.words(code);
    }

    @GetMapping("/statistics/returns")
    String returns(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(required = false) @Nullable Integer year,
            Model model) {
        int shown = reported.of(year);
        model.addAttribute("year", shown);
        model.addAttribute("mayList", user.isProfessionalStandards());
        model.addAttribute(
                "misconduct",
                returns.listMisconduct(shown).stream().map(MisconductView::of).toList());
        model.addAttribute("misconductRule", Returns.MISCONDUCT_RULE);
        model.addAttribute(
                "barred", returns.listBarred(shown).stream().map(BarredView::of).toList());
        model.addAttribute("barredRule", Returns.BARRED_RULE);
        return "reporting/returns";
    }

    @GetMapping("/statistics/misconduct.{format:csv|ods}")
    ResponseEntity<byte[]> misconduct(
            @PathVariable String format, @RequestParam(required = false) @Nullable Integer year) throws IOException {
        int shown = reported.of(year);
        return SpreadsheetFile.ofExtension(format).of("misconduct-" + shown, file -> {
            file.writeRecord("definition", Returns.MISCONDUCT_RULE);
            file.writeRecord("filter", ReportedYear.filter(shown));
            file.writeRecord(
                    "proceedings", "finding", "officers", "special_constables", "police_staff", "all", "median_days");
            for (Returns.MisconductRow row : returns.listMisconduct(shown)) {
                file.writeRecord(
                        code(row.proceedings()),
                        code(row.finding()),
                        Long.toString(row.count().officers()),
                        Long.toString(row.count().specials()),
                        Long.toString(row.count().staff()),
                        Long.toString(row.count().all()),
                        row.days() == null ? "" : row.days().toString());
            }
        });
    }

    @GetMapping("/statistics/barred-list.{format:csv|ods}")
    ResponseEntity<byte[]> barred(@PathVariable String format, @RequestParam(required = false) @Nullable Integer year)
            throws IOException {
        int shown = reported.of(year);
        return SpreadsheetFile.ofExtension(format).of("barred-list-" + shown, file -> {
            file.writeRecord("definition", Returns.BARRED_RULE);
            file.writeRecord("filter", ReportedYear.filter(shown));
            file.writeRecord("standard_breached", "officers", "special_constables", "police_staff", "all");
            for (Returns.BarredRow row : returns.listBarred(shown)) {
                file.writeRecord(
                        code(row.standard()),
                        Long.toString(row.count().officers()),
                        Long.toString(row.count().specials()),
                        Long.toString(row.count().staff()),
                        Long.toString(row.count().all()));
            }
        });
    }

    private static String code(@Nullable String code) {
        return code == null ? "all" : code.toLowerCase(Locale.ROOT);
    }
}
