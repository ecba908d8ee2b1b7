package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.FlagDecisions;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagService;
import uk.propercourse.review.FlagSummary;
import uk.propercourse.review.SecondOpinion;
import uk.propercourse.review.SecondOpinions;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** Decisions that somebody else has to look at, and what they think of them. */
@Controller
@WebOnly
class SecondOpinionController {

    private final SecondOpinions opinions;
    private final FlagService flags;
    private final FlagDecisions decisions;
    private final FlagPage page;
    private final Naming naming;

    SecondOpinionController(
            SecondOpinions opinions, FlagService flags, FlagDecisions decisions, FlagPage page, Naming naming) {
        this.opinions = opinions;
        this.flags = flags;
        this.decisions = decisions;
        this.page = page;
        this.naming = naming;
    }

    /** A decision with the flag that it is about. */
    record Row(SecondOpinion opinion, FlagRow flag) {}

    @GetMapping("/second-opinions")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        List<SecondOpinion> waiting = opinions.list(user);
        Map<FlagId, FlagSummary> about =
                flags.listAmong(user, waiting.stream().map(SecondOpinion::flag).toList()).stream()
                        .collect(Collectors.toMap(FlagSummary::id, Function.identity()));
        model.addAttribute(
                "rows",
                waiting.stream()
                        .map(opinion -> {
                            FlagSummary flag = Objects.requireNonNull(about.get(opinion.flag()));
                            return new Row(opinion, FlagRow.of(flag, naming.pseudonym(flag.staff())));
                        })
                        .toList());
        model.addAttribute("me", user.getUsername());
        return "review/second-opinions";
    }

    /** Agrees, or puts the flag back; what was typed stays when it cannot be. */
    @PostMapping("/flags/{flagId}/second-opinion")
    ModelAndView give(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("opinionForm") SecondOpinionForm form,
            BindingResult errors,
            Model model) {
        if (!errors.hasErrors()) {
            try {
                decisions.giveSecondOpinion(user, new FlagId(flagId), form.version(), form.agrees(), form.opinion());
                return new ModelAndView("redirect:/second-opinions");
            } catch (ConflictException e) {
                model.addAttribute("opinionConflict", e.getMessage());
            }
        }
        FlagSummary flag = page.fill(user, flagId, model);
        model.addAttribute("opinionErrors", FieldErrors.of(errors));
        model.addAttribute("opinionForm", new SecondOpinionForm(flag.version(), form.agrees(), form.opinion()));
        return new ModelAndView(
                "review/flag",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }
}
