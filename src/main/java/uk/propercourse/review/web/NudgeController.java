package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.Decision;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagSummary;
import uk.propercourse.review.Nudge;
import uk.propercourse.review.Nudges;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;

/** Professional Standards gives the small answers, takes them back, and sees whether they help. */
@Controller
@WebOnly
class NudgeController {

    private final Nudges nudges;
    private final FlagPage page;
    private final Naming naming;

    NudgeController(Nudges nudges, FlagPage page, Naming naming) {
        this.nudges = nudges;
        this.page = page;
        this.naming = naming;
    }

    @PostMapping("/flags/{flagId}/nudges")
    ModelAndView nudge(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("nudging") NudgeForm form,
            BindingResult errors,
            Model model) {
        Map<String, String> messages = FieldErrors.of(errors);
        if (messages.isEmpty()) {
            try {
                nudges.nudge(
                        user,
                        new FlagId(flagId),
                        form.version(),
                        step(form.step()),
                        Decision.Feedback.valueOf(form.learned()),
                        form.words());
                return new ModelAndView("redirect:/flags/" + flagId);
            } catch (ConflictException e) {
                messages.put("words", e.getMessage());
            }
        }
        FlagSummary flag = page.fill(user, flagId, model);
        model.addAttribute("nudgeErrors", messages);
        model.addAttribute(
                "nudge", new NudgeForm(flag.version(), form.step(), form.words(), form.learned(), form.told()));
        return new ModelAndView(
                "review/flag",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    /** What is no step counts as the lowest, which the service then compares with the next. */
    private static Nudge.Step step(String name) {
        return Arrays.stream(Nudge.Step.values())
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElse(Nudge.Step.MESSAGE);
    }

    @PostMapping("/flags/{flagId}/nudges/{nudgeId}/withdraw")
    String withdraw(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @PathVariable UUID nudgeId,
            @RequestParam(defaultValue = "") String reason) {
        nudges.withdraw(user, new FlagId(flagId), nudgeId, Reasons.demand(reason));
        return "redirect:/flags/" + flagId;
    }

    /** A nudge with how its person is called. */
    record Row(Nudge nudge, Naming.Shown who) {}

    @GetMapping("/nudges")
    String list(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(defaultValue = "ALL") Nudges.Which show,
            Model model) {
        List<Row> rows = nudges.list(user, show).stream()
                .map(nudge -> new Row(nudge, naming.pseudonym(nudge.staff())))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("effect", nudges.measure(user));
        model.addAttribute("show", show.name());
        return "review/nudges";
    }
}
