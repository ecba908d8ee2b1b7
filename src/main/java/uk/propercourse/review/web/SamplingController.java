package uk.propercourse.review.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.SampledAccess;
import uk.propercourse.review.Sampling;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Days;
import uk.propercourse.web.Reasons;

/** The random sample: its days, what was drawn, and what people found. */
@Controller
@WebOnly
class SamplingController {

    private final Sampling sampling;
    private final Naming naming;
    private final Clock clock;

    SamplingController(Sampling sampling, Naming naming, Clock clock) {
        this.sampling = sampling;
        this.naming = naming;
        this.clock = clock;
    }

    @GetMapping("/sampling")
    String days(@AuthenticationPrincipal SignedInUser user, Model model) {
        LocalDate today = London.day(clock.instant());
        model.addAttribute("days", sampling.listDays(user, today));
        model.addAttribute("estimate", sampling.estimate(user, today));
        model.addAttribute("mayJudge", user.isProfessionalStandards());
        return "review/sampling";
    }

    @GetMapping("/sampling/{day}")
    String day(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            Model model) {
        if (!Days.isCalendar(day)) {
            throw new PageNotFoundException("day " + day);
        }
        List<SampledAccess> drawn = sampling.listDrawn(user, day);
        model.addAttribute("day", day);
        model.addAttribute("drawn", drawn);
        model.addAttribute("coverage", drawn.stream().anyMatch(SampledAccess::forCoverage));
        model.addAttribute("names", names(user, drawn));
        model.addAttribute("judgements", SampledAccess.Judgement.values());
        return "review/sampling-day";
    }

    private Map<String, Naming.Shown> names(SignedInUser user, List<SampledAccess> drawn) {
        return drawn.stream()
                .map(SampledAccess::staff)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(
                        staff -> staff.value(), staff -> naming.of(user, staff), (a, b) -> a, HashMap::new));
    }

    @PostMapping("/sampling/{day}/{eventKey}")
    String judge(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @PathVariable UUID eventKey,
            @RequestParam SampledAccess.Judgement judgement,
            @RequestParam(defaultValue = "") String reason) {
        sampling.judge(user, day, eventKey, judgement, Reasons.demand(reason), clock.instant());
        return "redirect:/sampling/" + day;
    }
}
