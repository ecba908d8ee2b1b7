package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.JustificationRequests;
import uk.propercourse.review.RequestId;
import uk.propercourse.review.RequestRoute;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;

/** Professional Standards asks about a flag, and takes a question back. */
@Controller
@WebOnly
class AskController {

    private final JustificationRequests requests;
    private final FlagPage page;

    AskController(JustificationRequests requests, FlagPage page) {
        this.requests = requests;
        this.page = page;
    }

    @PostMapping("/flags/{flagId}/requests")
    ModelAndView ask(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("asking") AskForm form,
            BindingResult errors,
            Model model) {
        Map<String, String> messages = FieldErrors.of(errors);
        if (messages.isEmpty()) {
            try {
                requests.ask(
                        user,
                        new FlagId(flagId),
                        form.version(),
                        RequestRoute.valueOf(form.route()),
                        form.question(),
                        java.util.Objects.requireNonNull(form.days()));
                return new ModelAndView("redirect:/flags/" + flagId);
            } catch (ConflictException e) {
                messages.put("question", e.getMessage());
            }
        }
        int version = page.fill(user, flagId, model).version();
        model.addAttribute("askErrors", messages);
        model.addAttribute("ask", new AskForm(version, form.route(), form.question(), form.days(), form.overt()));
        return new ModelAndView(
                "review/flag",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    @PostMapping("/flags/{flagId}/requests/{requestId}/withdraw")
    String withdraw(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @PathVariable UUID requestId,
            @RequestParam(defaultValue = "") String reason) {
        requests.withdraw(user, new RequestId(requestId), Reasons.demand(reason));
        return "redirect:/flags/" + flagId;
    }
}
