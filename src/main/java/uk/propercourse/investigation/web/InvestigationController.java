package uk.propercourse.investigation.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.investigation.EvidencePacks;
import uk.propercourse.investigation.InvestigationDetail;
import uk.propercourse.investigation.InvestigationFilter;
import uk.propercourse.investigation.InvestigationId;
import uk.propercourse.investigation.InvestigationReader;
import uk.propercourse.investigation.InvestigationService;
import uk.propercourse.investigation.InvestigationStateException;
import uk.propercourse.investigation.InvestigationStatus;
import uk.propercourse.investigation.InvestigationSummary;
import uk.propercourse.investigation.Outcome;
import uk.propercourse.investigation.PersonKind;
import uk.propercourse.investigation.Redaction;
import uk.propercourse.investigation.Step;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.Compartments;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagService;
import uk.propercourse.rules.Typology;
import uk.propercourse.security.Reveals;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.security.UserAccounts;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;

/** Investigations: the list, one of them, and what is recorded of it. */
@Controller
@WebOnly
class InvestigationController {

    private final InvestigationReader reader;
    private final InvestigationService investigations;
    private final FlagService flags;
    private final Compartments compartments;
    private final EvidenceBundles bundles;
    private final EvidencePacks packs;
    private final Naming naming;
    private final Reveals reveals;
    private final UserAccounts users;
    private final Clock clock;

    InvestigationController(
            InvestigationReader reader,
            InvestigationService investigations,
            FlagService flags,
            Compartments compartments,
            EvidenceBundles bundles,
            EvidencePacks packs,
            Naming naming,
            Reveals reveals,
            UserAccounts users,
            Clock clock) {
        this.reader = reader;
        this.investigations = investigations;
        this.flags = flags;
        this.compartments = compartments;
        this.bundles = bundles;
        this.packs = packs;
        this.naming = naming;
        this.reveals = reveals;
        this.users = users;
        this.clock = clock;
    }

    /** An investigation with how its person is called. */
    record Row(InvestigationSummary summary, Naming.Shown who) {}

    @GetMapping("/investigations")
    String list(
            @AuthenticationPrincipal SignedInUser user,
            @ModelAttribute("filtering") InvestigationFilterForm form,
            Model model) {
        InvestigationFilter filter = form.filter();
        model.addAttribute("filter", filter);
        model.addAttribute(
                "rows",
                reader.list(user, filter).stream()
                        .map(found -> new Row(found, naming.pseudonym(found.staff())))
                        .toList());
        model.addAttribute("statuses", InvestigationStatus.values());
        model.addAttribute("personKinds", PersonKind.values());
        model.addAttribute("most", InvestigationReader.MOST);
        return "investigation/list";
    }

    @GetMapping("/investigations/new")
    String open(@AuthenticationPrincipal SignedInUser user, @RequestParam UUID flag, Model model) {
        fillOpening(user, new OpenForm(flag, ""), Map.of(), model);
        return "investigation/open";
    }

    @PostMapping("/investigations")
    ModelAndView create(
            @AuthenticationPrincipal SignedInUser user,
            @Valid @ModelAttribute("opening") OpenForm form,
            BindingResult errors,
            Model model) {
        if (errors.hasErrors()) {
            fillOpening(user, form, FieldErrors.of(errors), model);
            return new ModelAndView("investigation/open", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        InvestigationId id = investigations.open(user, new FlagId(form.flag()), form.allegation());
        return new ModelAndView("redirect:/investigations/" + id);
    }

    private void fillOpening(SignedInUser user, OpenForm form, Map<String, String> errors, Model model) {
        StaffId staff = flags.getSummary(user, new FlagId(form.flag())).staff();
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("who", naming.of(user, staff));
        model.addAttribute("open", reader.listOpen(user, staff));
    }

    @PostMapping("/investigations/{id}/flags")
    String addFlag(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, @RequestParam UUID flag) {
        investigations.addFlag(user, new InvestigationId(id), new FlagId(flag));
        return "redirect:/investigations/" + id;
    }

    @GetMapping("/investigations/{id}")
    String investigation(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, Model model) {
        fill(user, new InvestigationId(id), model);
        return "investigation/investigation";
    }

    @PostMapping("/investigations/{id}/investigator")
    ModelAndView assign(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String username,
            Model model) {
        try {
            investigations.assign(user, new InvestigationId(id), version, username);
        } catch (InvestigationStateException e) {
            fill(user, new InvestigationId(id), model);
            return conflict(e, model);
        }
        return new ModelAndView("redirect:/investigations/" + id);
    }

    @PostMapping("/investigations/{id}/steps")
    ModelAndView record(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @Valid @ModelAttribute("recorded") StepForm form,
            BindingResult errors,
            Model model) {
        InvestigationId investigation = new InvestigationId(id);
        if (!errors.hasErrors()) {
            try {
                investigations.record(
                        user,
                        investigation,
                        form.version(),
                        java.util.Objects.requireNonNull(form.kind()),
                        form.assessment(),
                        java.util.Objects.requireNonNull(form.happenedOn()),
                        form.note());
                return new ModelAndView("redirect:/investigations/" + id);
            } catch (InvestigationStateException e) {
                fill(user, investigation, model);
                model.addAttribute("step", form.withVersion(version(model)));
                return conflict(e, model);
            }
        }
        fill(user, investigation, model);
        model.addAttribute("stepErrors", FieldErrors.of(errors));
        model.addAttribute("step", form.withVersion(version(model)));
        return new ModelAndView("investigation/investigation", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/investigations/{id}/outcome")
    ModelAndView conclude(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @Valid @ModelAttribute("concluded") OutcomeForm form,
            BindingResult errors,
            Model model) {
        InvestigationId investigation = new InvestigationId(id);
        if (!errors.hasErrors()) {
            try {
                investigations.conclude(
                        user, investigation, form.version(), form.outcome(user.getUsername(), clock.instant()));
                return new ModelAndView("redirect:/investigations/" + id);
            } catch (InvestigationStateException e) {
                fill(user, investigation, model);
                model.addAttribute("outcome", form.withVersion(version(model)));
                return conflict(e, model);
            }
        }
        fill(user, investigation, model);
        model.addAttribute("outcomeErrors", FieldErrors.of(errors));
        model.addAttribute("outcome", form.withVersion(version(model)));
        return new ModelAndView("investigation/investigation", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Shows the person's name to this user from now on, for the reason given. */
    @PostMapping("/investigations/{id}/reveal")
    String reveal(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason) {
        InvestigationDetail detail = reader.get(user, new InvestigationId(id));
        reveals.record(user, detail.summary().staff(), Reasons.demand(reason));
        return "redirect:/investigations/" + id;
    }

    /** The accesses of the investigation to take away, with the proof that they are as they were received. */
    @GetMapping("/investigations/{id}/evidence.zip")
    ResponseEntity<StreamingResponseBody> evidence(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id) {
        EvidenceBundles.Bundle bundle = bundles.prepare(reader.listEvents(user, new InvestigationId(id)));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
                .body(bundle::writeTo);
    }

    /** A tagged PDF for people with the bundle of the same accesses. */
    @PostMapping("/investigations/{id}/pack")
    ResponseEntity<byte[]> pack(
            @AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, @RequestParam Redaction redaction) {
        byte[] pack = packs.make(user, new InvestigationId(id), redaction);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-pack-" + id + ".zip\"")
                .body(pack);
    }

    private static ModelAndView conflict(InvestigationStateException e, Model model) {
        model.addAttribute("conflict", e.getMessage());
        return new ModelAndView("investigation/investigation", model.asMap(), HttpStatus.CONFLICT);
    }

    private static int version(Model model) {
        return ((InvestigationDetail) java.util.Objects.requireNonNull(model.getAttribute("detail")))
                .summary()
                .version();
    }

    private void fill(SignedInUser user, InvestigationId id, Model model) {
        InvestigationDetail detail = reader.get(user, id);
        InvestigationSummary summary = detail.summary();
        LocalDate today = London.day(clock.instant());
        model.addAttribute("detail", detail);
        model.addAttribute("clock", detail.clock().orElse(null));
        model.addAttribute(
                "overdue",
                detail.clock()
                        .map(Step::dueAt)
                        .map(due -> due.isBefore(clock.instant()))
                        .orElse(false));
        model.addAttribute("who", naming.of(user, summary.staff()));
        model.addAttribute(
                "compartment", compartments.find(user, summary.staff()).orElse(null));
        model.addAttribute("colleagues", users.listProfessionalStandards());
        model.addAttribute("redactions", Redaction.values());
        model.addAttribute("steps", Step.Kind.values());
        model.addAttribute("assessments", Step.Assessment.values());
        model.addAttribute("findings", Outcome.Finding.values());
        model.addAttribute("categories", Outcome.Category.values());
        model.addAttribute("standards", Outcome.Standard.values());
        model.addAttribute("corruptions", Outcome.Corruption.values());
        model.addAttribute("typologies", Typology.values());
        model.addAttribute("sources", Outcome.Source.values());
        model.addAttribute("proceedings", Outcome.Proceedings.values());
        model.addAttribute("sanctions", Outcome.Sanction.values());
        model.addAttribute("step", StepForm.empty(summary.version(), today));
        model.addAttribute("outcome", OutcomeForm.empty(summary.version(), today));
        model.addAttribute("stepErrors", Map.of());
        model.addAttribute("outcomeErrors", Map.of());
        compartments.noteRead(user, summary.staff(), "/investigations/" + id);
    }
}
