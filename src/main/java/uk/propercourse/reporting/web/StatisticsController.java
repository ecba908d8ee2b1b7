package uk.propercourse.reporting.web;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.reporting.Statistics;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.SpreadsheetFile;

/** Statistics, on a page and as files that carry their definition. */
@Controller
@WebOnly
class StatisticsController {

    /** Below that a figure about few people is not told: it could point at one, and tell somebody of their own matter. */
    private static final long SMALL = 5;

    private final Statistics statistics;
    private final ReportedYear reported;
    private final Clock clock;

    StatisticsController(Statistics statistics, ReportedYear reported, Clock clock) {
        this.statistics = statistics;
        this.reported = reported;
        this.clock = clock;
    }

    /** A quarter as shown: figures about few people are words. */
    record QuarterView(
            Statistics.Quarter quarter,
            String raised,
            String reviewed,
            String opened,
            String upheld,
            String dismissed) {

        static QuarterView of(Statistics.Quarter quarter) {
            return new QuarterView(
                    quarter,
                    text(quarter.raised()),
                    text(quarter.reviewed()),
                    text(quarter.opened()),
                    text(quarter.upheld()),
                    text(quarter.dismissed()));
        }

        private static String text(long count) {
            return count > 0 && count < SMALL ? "fewer than " + SMALL : Long.toString(count);
        }
    }

    @GetMapping("/statistics")
    String statistics(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(required = false) @Nullable Integer year,
            Model model) {
        int shown = reported.of(year);
        model.addAttribute("year", shown);
        model.addAttribute("rows", statistics.listDismissals(shown));
        model.addAttribute("rule", Statistics.DISMISSALS_RULE);
        model.addAttribute("mayList", user.isProfessionalStandards());
        model.addAttribute(
                "maySeeSupervisors",
                user.roles().contains(Role.PSD_MANAGER)
                        || user.roles().contains(Role.DATA_PROTECTION)
                        || user.roles().contains(Role.INSPECTOR));
        model.addAttribute("small", SMALL);
        model.addAttribute("quarters", quarters());
        return "reporting/statistics";
    }

    private List<QuarterView> quarters() {
        return statistics.listQuarters(London.day(clock.instant())).stream()
                .map(QuarterView::of)
                .toList();
    }

    @GetMapping("/statistics/dismissals.{format:csv|ods}")
    ResponseEntity<byte[]> dismissals(
            @PathVariable String format, @RequestParam(required = false) @Nullable Integer year) throws IOException {
        int shown = reported.of(year);
        return SpreadsheetFile.ofExtension(format).of("dismissals-" + shown, file -> {
            file.writeRecord("definition", Statistics.DISMISSALS_RULE);
            file.writeRecord("filter", ReportedYear.filter(shown));
            file.writeRecord("category", "officers", "special_constables", "police_staff", "all");
            for (Statistics.DismissalRow row : statistics.listDismissals(shown)) {
                file.writeRecord(
                        row.category().toLowerCase(Locale.ROOT),
                        Long.toString(row.officers()),
                        Long.toString(row.specials()),
                        Long.toString(row.staff()),
                        Long.toString(row.all()));
            }
        });
    }

    @GetMapping("/statistics/quarters.{format:csv|ods}")
    ResponseEntity<byte[]> quartersFile(@PathVariable String format) throws IOException {
        return SpreadsheetFile.ofExtension(format).of("quarters", file -> {
            file.writeRecord(
                    "definition", "Settled accesses by day of access; flags by day raised; outcomes by day decided");
            file.writeRecord("filter", "the last four quarters; what is covert is left out");
            file.writeRecord(
                    "quarter_from",
                    "accesses",
                    "unexplained",
                    "flags",
                    "flags_reviewed",
                    "investigations_opened",
                    "upheld",
                    "dismissed");
            for (QuarterView view : quarters()) {
                file.writeRecord(
                        view.quarter().from().toString(),
                        Long.toString(view.quarter().accesses()),
                        Long.toString(view.quarter().unexplained()),
                        view.raised(),
                        view.reviewed(),
                        view.opened(),
                        view.upheld(),
                        view.dismissed());
            }
        });
    }
}
