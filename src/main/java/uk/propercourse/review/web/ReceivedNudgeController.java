package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.Nudge;
import uk.propercourse.review.NudgeException;
import uk.propercourse.review.ReceivedNudges;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** A message to the user, or somebody they are asked to speak with. */
@Controller
@WebOnly
class ReceivedNudgeController {

    private static final int SHORTEST = 10;

    private final ReceivedNudges nudges;
    private final StaffDirectory staff;

    ReceivedNudgeController(ReceivedNudges nudges, StaffDirectory staff) {
        this.nudges = nudges;
        this.staff = staff;
    }

    @GetMapping({"/requests/nudges/{id}", "/justifications/nudges/{id}"})
    String nudge(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, Model model) {
        Nudge nudge = nudges.get(user, id);
        fill(user, nudge, new NudgeAnswerForm(nudge.version(), ""), Map.of(), null, model);
        return "review/nudge";
    }

    private void fill(
            SignedInUser user,
            Nudge nudge,
            NudgeAnswerForm form,
            Map<String, String> errors,
            @Nullable String conflict,
            Model model) {
        boolean own = isOwn(user, nudge);
        model.addAttribute("nudge", nudge);
        model.addAttribute("own", own);
        model.addAttribute(
                "who",
                own
                        ? "you"
                        : staff.listNames(List.of(nudge.staff()))
                                .getOrDefault(nudge.staff(), nudge.staff().value()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("conflict", conflict);
    }

    private static boolean isOwn(SignedInUser user, Nudge nudge) {
        return user.staffId().filter(nudge.staff()::equals).isPresent();
    }

    /** Keeps the answer; what was typed stays when it cannot be. */
    @PostMapping({"/requests/nudges/{id}", "/justifications/nudges/{id}"})
    ModelAndView answer(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @Valid @ModelAttribute("answering") NudgeAnswerForm form,
            BindingResult bound,
            Model model) {
        Nudge nudge = nudges.get(user, id);
        boolean own = isOwn(user, nudge);
        Map<String, String> errors = new HashMap<>(FieldErrors.of(bound));
        if (!own && form.answer().length() < SHORTEST) {
            errors.put("answer", "Write what came of it in 10 characters or more");
        }
        String conflict = null;
        if (errors.isEmpty()) {
            try {
                nudges.answer(user, id, form.version(), form.answer());
                return new ModelAndView(own ? "redirect:/requests" : "redirect:/justifications");
            } catch (NudgeException e) {
                conflict = e.getMessage();
            }
        }
        fill(user, nudge, form, errors, conflict, model);
        return new ModelAndView(
                "review/nudge",
                model.asMap(),
                conflict == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }
}
