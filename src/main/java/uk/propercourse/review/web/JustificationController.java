package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
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
import uk.propercourse.casework.CaseDiary;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.Declaration;
import uk.propercourse.review.Declarations;
import uk.propercourse.review.Nudge;
import uk.propercourse.review.ReceivedNudges;
import uk.propercourse.review.Reply;
import uk.propercourse.review.RequestDetail;
import uk.propercourse.review.RequestId;
import uk.propercourse.review.RequestStateException;
import uk.propercourse.review.RequestSummary;
import uk.propercourse.review.SupervisorReplies;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** What a supervisor is asked about their team: half a minute each, no score, no rule, no other flag. */
@Controller
@WebOnly
class JustificationController {

    private static final List<Reply.Kind> KINDS =
            List.of(Reply.Kind.SATISFIED, Reply.Kind.NOT_SATISFIED, Reply.Kind.NOT_MINE, Reply.Kind.CONFLICT);

    private final SupervisorReplies replies;
    private final Declarations declarations;
    private final ReceivedNudges nudges;
    private final StaffDirectory staff;
    private final CaseDiary cases;

    JustificationController(
            SupervisorReplies replies,
            Declarations declarations,
            ReceivedNudges nudges,
            StaffDirectory staff,
            CaseDiary cases) {
        this.replies = replies;
        this.declarations = declarations;
        this.nudges = nudges;
        this.staff = staff;
        this.cases = cases;
    }

    /** A question with whom it is about. */
    record Row(RequestSummary request, String who) {}

    /** A decided one. */
    record DecidedRow(SupervisorReplies.Decided decided, String who) {}

    /** A look-up that somebody declared. */
    record DeclaredRow(Declaration declaration, String who) {}

    /** Somebody to speak with. */
    record TalkRow(Nudge nudge, String who) {}

    @GetMapping("/justifications")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        List<RequestSummary> waiting = replies.list(user);
        List<SupervisorReplies.Decided> decided = replies.listDecided(user);
        List<Declaration> declared = declarations.listWaiting(user);
        List<Nudge> talks = nudges.listTeam(user);
        Map<StaffId, String> names = staff.listNames(Stream.of(
                        waiting.stream().map(RequestSummary::staff),
                        decided.stream().map(SupervisorReplies.Decided::staff),
                        declared.stream().map(Declaration::staff),
                        talks.stream().map(Nudge::staff))
                .flatMap(Function.identity())
                .distinct()
                .toList());
        model.addAttribute(
                "rows",
                waiting.stream()
                        .map(one -> new Row(
                                one, names.getOrDefault(one.staff(), one.staff().value())))
                        .toList());
        model.addAttribute(
                "decided",
                decided.stream()
                        .map(one -> new DecidedRow(
                                one, names.getOrDefault(one.staff(), one.staff().value())))
                        .toList());
        model.addAttribute(
                "declared",
                declared.stream()
                        .map(one -> new DeclaredRow(
                                one, names.getOrDefault(one.staff(), one.staff().value())))
                        .toList());
        model.addAttribute(
                "talks",
                talks.stream()
                        .map(one -> new TalkRow(
                                one, names.getOrDefault(one.staff(), one.staff().value())))
                        .toList());
        return "review/justifications";
    }

    @GetMapping("/justifications/{requestId}")
    String justification(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID requestId, Model model) {
        RequestDetail detail = replies.get(user, new RequestId(requestId));
        fill(detail, new JustificationForm(detail.request().version(), "", ""), Map.of(), model);
        return "review/justification";
    }

    /** Decides; what was typed stays when it cannot be. */
    @PostMapping("/justifications/{requestId}/decide")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID requestId,
            @Valid @ModelAttribute("justification") JustificationForm form,
            BindingResult errors,
            Model model) {
        RequestId id = new RequestId(requestId);
        if (!errors.hasErrors()) {
            try {
                replies.decide(user, id, form.version(), Reply.Kind.valueOf(form.kind()), form.explanation());
                return new ModelAndView("redirect:/justifications");
            } catch (RequestStateException e) {
                model.addAttribute("conflict", e.getMessage());
            }
        }
        RequestDetail detail = replies.get(user, id);
        fill(
                detail,
                new JustificationForm(detail.request().version(), form.kind(), form.explanation()),
                FieldErrors.of(errors),
                model);
        return new ModelAndView(
                "review/justification",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    private void fill(RequestDetail detail, JustificationForm form, Map<String, String> errors, Model model) {
        StaffId who = detail.request().staff();
        Instant at = detail.accesses().isEmpty()
                ? detail.request().askedAt()
                : detail.accesses().get(detail.accesses().size() - 1).occurredAt();
        model.addAttribute("detail", detail);
        model.addAttribute("who", name(who));
        model.addAttribute("circumstances", staff.listAt(who, at));
        model.addAttribute("assignments", cases.listAt(who, at, 5));
        model.addAttribute("kinds", KINDS);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
    }

    private String name(StaffId id) {
        return staff.find(id).map(StaffDirectory.Person::name).orElse(id.value());
    }
}
