package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.Compartments;
import uk.propercourse.review.Decision;
import uk.propercourse.review.DossierMoves;
import uk.propercourse.review.DossierService;
import uk.propercourse.review.DossierSummary;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.SecondOpinions;
import uk.propercourse.review.TodayNotices;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.security.UserAccounts;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;

/** Today: the dossiers that wait for a decision, and one of them. */
@Controller
@WebOnly
class DossierController {

    private static final List<Decision.Finding> FINDINGS =
            List.of(Decision.Finding.NO_ISSUE, Decision.Finding.ADVICE, Decision.Finding.CANNOT_TELL);

    /** Nobody reads as far; it keeps the number of those passed over small. */
    private static final int LAST_PAGE = 1000;

    private final DossierService dossiers;
    private final DossierMoves moves;
    private final SecondOpinions opinions;
    private final List<TodayNotices> notices;
    private final Compartments compartments;
    private final Naming naming;
    private final UserAccounts users;
    private final Clock clock;

    DossierController(
            DossierService dossiers,
            DossierMoves moves,
            SecondOpinions opinions,
            List<TodayNotices> notices,
            Compartments compartments,
            Naming naming,
            UserAccounts users,
            Clock clock) {
        this.dossiers = dossiers;
        this.moves = moves;
        this.opinions = opinions;
        this.notices = List.copyOf(notices);
        this.compartments = compartments;
        this.naming = naming;
        this.users = users;
        this.clock = clock;
    }

    /** A dossier with how its person is called. */
    record Row(DossierSummary dossier, Naming.Shown who) {}

    @GetMapping("/dossiers")
    String today(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(defaultValue = "DUE") DossierService.Which show,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        int shown = Math.max(1, Math.min(page, LAST_PAGE));
        DossierService.Listed listed = dossiers.list(user, show, shown);
        if (shown > 1 && listed.shown().isEmpty()) {
            return "redirect:/dossiers?show=" + show;
        }
        model.addAttribute(
                "rows",
                listed.shown().stream()
                        .map(dossier -> new Row(dossier, naming.pseudonym(dossier.staff())))
                        .toList());
        model.addAttribute("total", listed.found());
        model.addAttribute("first", (shown - 1) * DossierService.MOST);
        model.addAttribute("firstPage", shown == 1 ? null : "/dossiers?show=" + show);
        model.addAttribute(
                "nextPage",
                listed.found() <= (long) shown * DossierService.MOST
                        ? null
                        : "/dossiers?show=" + show + "&page=" + (shown + 1));
        model.addAttribute("show", show.name());
        model.addAttribute(
                "notices",
                notices.stream().flatMap(one -> one.list(user).stream()).toList());
        model.addAttribute(
                "opinions",
                opinions.list(user).stream()
                        .filter(opinion -> !opinion.decidedBy().equals(user.getUsername()))
                        .count());
        return "review/dossiers";
    }

    /** Takes the strongest dossier that nobody has. */
    @PostMapping("/dossiers/next")
    String next(@AuthenticationPrincipal SignedInUser user) {
        Optional<FlagId> next = dossiers.claimNext(user);
        return next.map(flag -> "redirect:/dossiers/" + flag).orElse("redirect:/dossiers");
    }

    @GetMapping("/dossiers/{flagId}")
    String dossier(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId, Model model) {
        fill(user, flagId, BulkForm.empty(), Map.of(), model);
        return "review/dossier";
    }

    private void fill(SignedInUser user, UUID flagId, BulkForm form, Map<String, String> errors, Model model) {
        DossierService.Dossier dossier = dossiers.get(user, new FlagId(flagId));
        Naming.Shown who = naming.of(user, dossier.strongest().staff());
        model.addAttribute("dossier", dossier);
        model.addAttribute("holder", dossier.holder().orElse(null));
        model.addAttribute("colleagues", users.listProfessionalStandards());
        model.addAttribute("mayFree", user.roles().contains(Role.PSD_MANAGER));
        model.addAttribute(
                "mine", dossier.holder().filter(user.getUsername()::equals).isPresent());
        model.addAttribute(
                "rows",
                dossier.flags().stream().map(flag -> FlagRow.of(flag, who)).toList());
        model.addAttribute("who", who);
        model.addAttribute("compartment", compartments.find(user, who.id()).orElse(null));
        model.addAttribute("findings", FINDINGS);
        model.addAttribute("feedbacks", Decision.Feedback.values());
        model.addAttribute("others", moves.listOthers(user, new FlagId(flagId)));
        model.addAttribute("moves", moves.list(user, new FlagId(flagId)));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        compartments.noteRead(user, who.id(), "/dossiers/" + flagId);
    }

    @PostMapping("/dossiers/{flagId}/claim")
    String claim(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId) {
        dossiers.claim(user, new FlagId(flagId));
        return "redirect:/dossiers/" + flagId;
    }

    /** Gives it to a colleague. */
    @PostMapping("/dossiers/{flagId}/assign")
    String assign(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam(defaultValue = "") String colleague) {
        dossiers.assign(user, new FlagId(flagId), colleague);
        return "redirect:/dossiers/" + flagId;
    }

    @PostMapping("/dossiers/{flagId}/release")
    String release(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId) {
        dossiers.release(user, new FlagId(flagId));
        return "redirect:/dossiers";
    }

    /** Puts the chosen flags into another dossier of the person, or into one of their own. */
    @PostMapping("/dossiers/{flagId}/move")
    ModelAndView move(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("bulk") BulkForm form,
            BindingResult bound,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "") String moveWhy,
            Model model) {
        Map<String, String> errors = new HashMap<>();
        if (bound.getFieldErrors().stream().anyMatch(error -> error.getField().startsWith("flags"))) {
            errors.put("flags", "Choose at least one flag");
        } else if (moveWhy.strip().length() < Reasons.SHORTEST) {
            errors.put("moveWhy", "Give a reason of at least " + Reasons.SHORTEST + " characters");
        } else {
            try {
                FlagId moved =
                        moves.move(user, new FlagId(flagId), form.seen(), Optional.ofNullable(to), moveWhy.strip());
                return new ModelAndView("redirect:/dossiers/" + moved);
            } catch (ConflictException e) {
                model.addAttribute("conflict", e.getMessage());
            }
        }
        model.addAttribute("moveWhy", moveWhy);
        fill(user, flagId, form, errors, model);
        return new ModelAndView(
                "review/dossier",
                model.asMap(),
                errors.isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/dossiers/{flagId}/moves/{moveId}/undo")
    String undo(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId, @PathVariable UUID moveId) {
        moves.undo(user, new FlagId(flagId), moveId);
        return "redirect:/dossiers/" + flagId;
    }

    @PostMapping("/dossiers/{flagId}/snooze")
    ModelAndView snooze(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam(required = false) @Nullable LocalDate until,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        if (until == null || !until.isAfter(London.day(clock.instant()))) {
            fill(user, flagId, BulkForm.empty(), Map.of("until", "Enter a day to come"), model);
            return new ModelAndView("review/dossier", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        dossiers.snooze(user, new FlagId(flagId), until, Reasons.demand(reason));
        return new ModelAndView("redirect:/dossiers");
    }

    /** One decision about the chosen flags; what was typed stays when it cannot be. */
    @PostMapping("/dossiers/{flagId}/decide")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("bulk") BulkForm form,
            BindingResult errors,
            Model model) {
        if (!errors.hasErrors()) {
            try {
                dossiers.decide(
                        user,
                        form.seen(),
                        Decision.Finding.valueOf(form.finding()),
                        Decision.Feedback.valueOf(form.feedback()),
                        form.why());
                return new ModelAndView("redirect:/dossiers");
            } catch (ConflictException e) {
                model.addAttribute("conflict", e.getMessage());
            }
        }
        fill(user, flagId, form, FieldErrors.of(errors), model);
        return new ModelAndView(
                "review/dossier",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }
}
