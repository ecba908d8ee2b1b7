package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.util.UriComponentsBuilder;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.Decision;
import uk.propercourse.review.DossierClaimedException;
import uk.propercourse.review.FlagDecisions;
import uk.propercourse.review.FlagFilter;
import uk.propercourse.review.FlagGroup;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagMovedOnException;
import uk.propercourse.review.FlagService;
import uk.propercourse.review.FlagStatus;
import uk.propercourse.review.FlagSummary;
import uk.propercourse.review.SavedFilters;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.security.Reveals;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;
import uk.propercourse.web.SpreadsheetFile;

/** The queue of flags, and a flag. */
@Controller
@WebOnly
class FlagController {

    private static final int EXPORTED = 10_000;

    private final FlagService flags;
    private final SavedFilters saved;
    private final RuleBook rules;
    private final Naming naming;
    private final Reveals reveals;
    private final FlagPage page;
    private final FlagDecisions decisions;

    FlagController(
            FlagService flags,
            SavedFilters saved,
            RuleBook rules,
            Naming naming,
            Reveals reveals,
            FlagPage page,
            FlagDecisions decisions) {
        this.flags = flags;
        this.saved = saved;
        this.rules = rules;
        this.naming = naming;
        this.reveals = reveals;
        this.page = page;
        this.decisions = decisions;
    }

    @GetMapping("/flags")
    String queue(@AuthenticationPrincipal SignedInUser user, @ModelAttribute FlagQueueForm form, Model model) {
        FlagFilter filter = form.filter();
        List<FlagSummary> found = flags.list(user, filter, FlagFilter.PAGE + 1);
        List<FlagSummary> shown = found.subList(0, Math.min(FlagFilter.PAGE, found.size()));
        model.addAttribute(
                "rows",
                shown.stream()
                        .map(flag -> FlagRow.of(flag, naming.pseudonym(flag.staff())))
                        .toList());
        model.addAttribute("total", flags.count(user, filter));
        model.addAttribute("form", form);
        model.addAttribute("filter", filter);
        model.addAttribute("statuses", FlagStatus.values());
        model.addAttribute("rules", rules.listLive());
        model.addAttribute("units", flags.listUnits());
        model.addAttribute(
                "nextPage",
                found.size() > FlagFilter.PAGE
                        ? form.address(
                                "/flags",
                                shown.get(FlagFilter.PAGE - 1).position().encoded())
                        : null);
        model.addAttribute("firstPage", filter.after() == null ? null : form.address("/flags", null));
        model.addAttribute("csv", form.address("/flags.csv", null));
        model.addAttribute("saved", saved.list(user));
        return "review/queue";
    }

    /** A group of flags, how it is called, and where its flags are listed. */
    record GroupRow(FlagGroup group, String name, String href) {}

    @GetMapping("/flags/groups")
    String groups(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(defaultValue = "PERSON") FlagGroup.By by,
            Model model) {
        model.addAttribute(
                "rows",
                flags.listGroups(user, by).stream()
                        .map(group -> new GroupRow(
                                group,
                                group.staff() == null
                                        ? text(group.name()).isEmpty() ? group.key() : text(group.name())
                                        : naming.pseudonym(group.staff()).label(),
                                UriComponentsBuilder.fromPath("/flags")
                                        .queryParam(by.parameter(), "{key}")
                                        .encode()
                                        .build(group.key())
                                        .toString()))
                        .toList());
        model.addAttribute("by", by);
        model.addAttribute("all", FlagGroup.By.values());
        model.addAttribute("most", FlagService.MOST_GROUPS);
        return "review/flag-groups";
    }

    @GetMapping("/flags.csv")
    ResponseEntity<byte[]> export(@AuthenticationPrincipal SignedInUser user, @ModelAttribute FlagQueueForm form)
            throws IOException {
        return SpreadsheetFile.CSV.of("flags", csv -> {
            csv.writeRecord(
                    "flag_id",
                    "person",
                    "role",
                    "unit",
                    "record_type",
                    "record_id",
                    "score",
                    "dossier_score",
                    "because",
                    "accesses",
                    "days",
                    "raised_at",
                    "first_event_at",
                    "last_event_at",
                    "status");
            for (FlagSummary flag : flags.list(user, form.filter(), EXPORTED)) {
                csv.writeRecord(
                        flag.id().toString(),
                        naming.pseudonym(flag.staff()).pseudonym(),
                        text(flag.role()),
                        text(flag.unitName()),
                        flag.subject() == null ? "" : flag.subject().type(),
                        flag.subject() == null ? "" : flag.subject().id(),
                        Integer.toString(flag.score()),
                        Double.toString(flag.dossierScore()),
                        flag.because(),
                        Integer.toString(flag.events()),
                        Integer.toString(flag.days()),
                        flag.raisedAt().toString(),
                        flag.firstEventAt().toString(),
                        flag.lastEventAt().toString(),
                        flag.status());
            }
        });
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    @GetMapping("/flags/{flagId}")
    String flag(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId, Model model) {
        page.fill(user, flagId, model);
        return "review/flag";
    }

    /** Decides about the flag; what was typed stays when it cannot be. */
    @PostMapping("/flags/{flagId}/decide")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @Valid @ModelAttribute("decision") DecisionForm form,
            BindingResult errors,
            Model model) {
        if (!errors.hasErrors()) {
            try {
                decisions.decide(
                        user,
                        new FlagId(flagId),
                        form.version(),
                        Decision.Finding.valueOf(form.finding()),
                        Decision.Feedback.valueOf(form.feedback()),
                        form.why());
                return new ModelAndView(
                        form.finding().equals(Decision.Finding.INVESTIGATE.name())
                                ? "redirect:/investigations/new?flag=" + flagId
                                : "redirect:/flags");
            } catch (FlagMovedOnException | DossierClaimedException e) {
                model.addAttribute("conflict", e.getMessage());
            }
        }
        model.addAttribute("decisionErrors", FieldErrors.of(errors));
        int version = page.fill(user, flagId, model).version();
        model.addAttribute("form", new DecisionForm(version, form.finding(), form.feedback(), form.why()));
        return new ModelAndView(
                "review/flag",
                model.asMap(),
                errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    @PostMapping("/flags/{flagId}/reopen")
    ModelAndView reopen(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String why) {
        decisions.reopen(user, new FlagId(flagId), version, Reasons.demand(why));
        return new ModelAndView("redirect:" + URI.create("/flags/" + flagId));
    }

    /** Shows the person's name to this user from now on, for the reason given. */
    @PostMapping("/flags/{flagId}/reveal")
    ModelAndView reveal(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        FlagSummary flag = flags.getSummary(user, new FlagId(flagId));
        if (reason.strip().length() < Reasons.SHORTEST) {
            page.fill(user, flagId, model);
            model.addAttribute(
                    "reasonError", "Say why you need the name, in at least " + Reasons.SHORTEST + " characters");
            model.addAttribute("reason", reason);
            return new ModelAndView("review/flag", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        reveals.record(user, flag.staff(), reason.strip());
        return new ModelAndView("redirect:" + URI.create("/flags/" + flagId));
    }
}
