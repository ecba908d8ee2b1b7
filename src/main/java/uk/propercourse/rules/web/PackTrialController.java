package uk.propercourse.rules.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.BackTests;
import uk.propercourse.rules.PackTrials;
import uk.propercourse.web.Days;

/** All live rules tried on a period of the past. */
@Controller
@WebOnly
@PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
class PackTrialController {

    private static final int TRIED_DAYS = 90;

    private final PackTrials trials;
    private final BackTests backTests;

    PackTrialController(PackTrials trials, BackTests backTests) {
        this.trials = trials;
        this.backTests = backTests;
    }

    @GetMapping("/rules/trial")
    String trial(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            Model model) {
        LocalDate last = backTests.lastDay();
        if (from != null && to != null) {
            if (!Days.isCalendar(from) || !Days.isCalendar(to)) {
                throw new BackTestPeriodException();
            }
            model.addAttribute("trial", trials.run(from.isBefore(to) ? from : to, from.isBefore(to) ? to : from));
        }
        model.addAttribute("from", from == null ? last.minusDays(TRIED_DAYS - 1L) : from);
        model.addAttribute("to", to == null ? last : to);
        return "rules/trial";
    }
}
