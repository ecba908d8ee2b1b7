package uk.propercourse.review.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.BlindReview;
import uk.propercourse.review.BlindWeek;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Reasons;

/** Weeks judged blind, and what that says about what flags miss. */
@Controller
@WebOnly
class BlindReviewController {

    private final BlindReview blind;
    private final Clock clock;

    BlindReviewController(BlindReview blind, Clock clock) {
        this.blind = blind;
        this.clock = clock;
    }

    @GetMapping("/sampling/blind")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        LocalDate today = London.day(clock.instant());
        model.addAttribute("estimate", blind.estimate(user, today));
        model.addAttribute("mayJudge", user.isProfessionalStandards());
        model.addAttribute("weeks", user.isProfessionalStandards() ? blind.list(user, today) : List.of());
        return "review/blind";
    }

    /** An access with what the page says about its explanation. */
    record Row(BlindWeek.Access access, String explanation) {

        static Row of(BlindWeek.Access access) {
            String tie = access.template() == null
                    ? "Nothing found"
                    : ExplanationTemplate.valueOf(access.template()).meaning();
            return new Row(access, access.explained() || access.template() == null ? tie : "Only weakly: " + tie);
        }
    }

    @GetMapping("/sampling/blind/{slotId}")
    String week(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID slotId, Model model) {
        model.addAttribute("week", blind.get(user, slotId));
        model.addAttribute(
                "rows", blind.listAccesses(user, slotId).stream().map(Row::of).toList());
        model.addAttribute("most", BlindReview.MOST);
        model.addAttribute("judgements", BlindWeek.Judgement.values());
        return "review/blind-week";
    }

    @PostMapping("/sampling/blind/{slotId}")
    String judge(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID slotId,
            @RequestParam BlindWeek.Judgement judgement,
            @RequestParam(defaultValue = "") String reason) {
        blind.judge(user, slotId, judgement, Reasons.demand(reason), clock.instant());
        return "redirect:/sampling/blind";
    }
}
