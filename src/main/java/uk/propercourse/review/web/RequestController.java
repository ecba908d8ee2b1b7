package uk.propercourse.review.web;

import jakarta.validation.Valid;
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
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.OfficerReplies;
import uk.propercourse.review.Reply;
import uk.propercourse.review.RequestDetail;
import uk.propercourse.review.RequestId;
import uk.propercourse.review.RequestStateException;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** What somebody is asked about their own accesses. */
@Controller
@WebOnly
class RequestController {

    private static final List<Reply.Kind> KINDS =
            List.of(Reply.Kind.JUSTIFIED, Reply.Kind.SHOULD_NOT_HAVE, Reply.Kind.NOT_ME, Reply.Kind.ASK_SUPERVISOR);

    private final OfficerReplies replies;

    RequestController(OfficerReplies replies) {
        this.replies = replies;
    }

    @GetMapping("/requests")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute("requests", replies.list(user));
        return "review/requests";
    }

    @GetMapping("/requests/{requestId}")
    String request(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID requestId, Model model) {
        RequestDetail detail = replies.get(user, new RequestId(requestId));
        fill(detail, AnswerForm.kept(detail.request()), Map.of(), model);
        return "review/request";
    }

    /** Sends the answer; what was typed stays when it cannot be sent. */
    @PostMapping("/requests/{requestId}/answer")
    ModelAndView answer(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID requestId,
            @Valid @ModelAttribute("answer") AnswerForm form,
            BindingResult errors,
            Model model) {
        RequestId id = new RequestId(requestId);
        if (!errors.hasErrors()) {
            try {
                replies.answer(
                        user, id, form.version(), Reply.Kind.valueOf(form.kind()), form.caseRef(), form.explanation());
                return new ModelAndView("redirect:/requests/" + requestId);
            } catch (RequestStateException e) {
                model.addAttribute("conflict", e.getMessage());
            }
        }
        RequestDetail detail = replies.get(user, id);
        fill(detail, form.withVersion(detail.request().version()), FieldErrors.of(errors), model);
        return new ModelAndView(
                "review/request",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    @PostMapping("/requests/{requestId}/draft")
    String draft(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID requestId,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String caseRef,
            @RequestParam(defaultValue = "") String explanation) {
        replies.keepDraft(user, new RequestId(requestId), version, caseRef.strip(), explanation.strip());
        return "redirect:/requests/" + requestId + "?kept";
    }

    private static void fill(RequestDetail detail, AnswerForm form, Map<String, String> errors, Model model) {
        model.addAttribute("detail", detail);
        model.addAttribute("kinds", KINDS);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
    }
}
