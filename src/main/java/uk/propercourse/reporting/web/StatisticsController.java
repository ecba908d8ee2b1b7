package uk.propercourse.reporting.web;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.reporting.Statistics;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.SpreadsheetCsv;

/** Statistics, on a page and as files that carry their definition. */
@Controller
@WebOnly
class StatisticsController {

    /** Below that a figure about few people is not told: it could point at one, and tell somebody of their own matter. */
    private static final long SMALL = 5;

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    private final Statistics statistics;
    private final Clock clock;

    StatisticsController(Statistics statistics, Clock clock) {
        this.statistics = statistics;
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
        int shown = year(year);
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

    private int year(@Nullable Integer asked) {
        return asked == null || asked < FIRST_YEAR || asked > LAST_YEAR
                ? Statistics.yearOf(London.day(clock.instant()))
                : asked;
    }

    private List<QuarterView> quarters() {
        return statistics.listQuarters(London.day(clock.instant())).stream()
                .map(QuarterView::of)
                .toList();
    }

    @GetMapping("/statistics/dismissals.csv")
    ResponseEntity<byte[]> dismissals(@RequestParam(required = false) @Nullable Integer year) throws IOException {
        int shown = year(year);
        return SpreadsheetCsv.file("dismissals-" + shown + ".csv", csv -> {
            csv.writeRecord("definition", Statistics.DISMISSALS_RULE);
            csv.writeRecord("filter", "decided from " + (shown - 1) + "-04-01 to " + shown + "-03-31");
            csv.writeRecord("category", "officers", "special_constables", "police_staff", "all");
            for (Statistics.DismissalRow row : statistics.listDismissals(shown)) {
                csv.writeRecord(
                        row.category().toLowerCase(java.util.Locale.ROOT),
                        Long.toString(row.officers()),
                        Long.toString(row.specials()),
                        Long.toString(row.staff()),
                        Long.toString(row.all()));
            }
        });
    }

    @GetMapping("/statistics/quarters.csv")
    ResponseEntity<byte[]> quartersFile() throws IOException {
        return SpreadsheetCsv.file("quarters.csv", csv -> {
            csv.writeRecord(
                    "definition", "Settled accesses by day of access; flags by day raised; outcomes by day decided");
            csv.writeRecord(
                    "quarter_from",
                    "accesses",
                    "unexplained",
                    "flags",
                    "flags_reviewed",
                    "investigations_opened",
                    "upheld",
                    "dismissed");
            for (QuarterView view : quarters()) {
                csv.writeRecord(
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
