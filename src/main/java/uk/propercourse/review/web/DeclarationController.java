package uk.propercourse.review.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.Declaration;
import uk.propercourse.review.DeclarationException;
import uk.propercourse.review.Declarations;
import uk.propercourse.review.DirectedReadings;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;

/** Saying beforehand what one means to look up, and deciding about it. */
@Controller
@WebOnly
class DeclarationController {

    private static final List<String> TYPES = List.of("PERSON", "VEHICLE", "LOCATION", "PHONE", "CASE", "OTHER");
    private static final int AHEAD = 60;

    private final Declarations declarations;
    private final DirectedReadings readings;
    private final StaffDirectory staff;
    private final Clock clock;

    DeclarationController(Declarations declarations, DirectedReadings readings, StaffDirectory staff, Clock clock) {
        this.declarations = declarations;
        this.readings = readings;
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping("/declarations")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        fill(user, new DeclarationForm("PERSON", "", "", today(), 1), Map.of(), null, model);
        return "review/declarations";
    }

    private void fill(
            SignedInUser user,
            DeclarationForm form,
            Map<String, String> errors,
            @Nullable String conflict,
            Model model) {
        model.addAttribute("declarations", declarations.listOwn(user));
        model.addAttribute("readings", readings.listOwn(user));
        model.addAttribute("types", TYPES);
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("conflict", conflict);
    }

    private LocalDate today() {
        return London.day(clock.instant());
    }

    @PostMapping("/declarations")
    ModelAndView declare(
            @AuthenticationPrincipal SignedInUser user,
            @Valid @ModelAttribute("declaring") DeclarationForm form,
            BindingResult bound,
            Model model) {
        Map<String, String> errors = FieldErrors.of(bound);
        LocalDate from = form.from();
        if (from != null && (from.isBefore(today()) || from.isAfter(today().plusDays(AHEAD)))) {
            errors.put("from", "The first day must be today or one of the next " + AHEAD);
        }
        Integer days = form.days();
        if (days == null || days < 1 || days > Declaration.MOST_DAYS) {
            errors.put("days", "Enter a number of days from 1 to " + Declaration.MOST_DAYS);
        }
        String conflict = null;
        if (errors.isEmpty()) {
            try {
                declarations.declare(
                        user,
                        new RecordRef(form.type(), form.record()),
                        form.reason(),
                        Objects.requireNonNull(from),
                        Objects.requireNonNull(days));
                return new ModelAndView("redirect:/declarations");
            } catch (DeclarationException e) {
                conflict = e.getMessage();
            }
        }
        fill(user, form, errors, conflict, model);
        return new ModelAndView(
                "review/declarations",
                model.asMap(),
                conflict == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    @PostMapping("/declarations/{id}/withdraw")
    String withdraw(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id) {
        declarations.withdraw(user, id);
        return "redirect:/declarations";
    }

    @GetMapping("/justifications/declarations/{id}")
    String declaration(@AuthenticationPrincipal SignedInUser user, @PathVariable UUID id, Model model) {
        Declaration declaration = declarations.get(user, id);
        fill(declaration, new DeclarationDecisionForm(declaration.version(), "", ""), Map.of(), null, model);
        return "review/declaration";
    }

    private void fill(
            Declaration declaration,
            DeclarationDecisionForm form,
            Map<String, String> errors,
            @Nullable String conflict,
            Model model) {
        model.addAttribute("declaration", declaration);
        model.addAttribute("who", name(declaration.staff()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("conflict", conflict);
    }

    /** Decides; what was typed stays when it cannot be. */
    @PostMapping("/justifications/declarations/{id}/decide")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @Valid @ModelAttribute("deciding") DeclarationDecisionForm form,
            BindingResult errors,
            Model model) {
        String conflict = null;
        if (!errors.hasErrors()) {
            try {
                declarations.decide(user, id, form.version(), "ACCEPTED".equals(form.decision()), form.reason());
                return new ModelAndView("redirect:/justifications");
            } catch (DeclarationException e) {
                conflict = e.getMessage();
            }
        }
        Declaration declaration = declarations.get(user, id);
        fill(
                declaration,
                new DeclarationDecisionForm(declaration.version(), form.decision(), form.reason()),
                FieldErrors.of(errors),
                conflict,
                model);
        return new ModelAndView(
                "review/declaration",
                model.asMap(),
                conflict == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    private String name(StaffId id) {
        return staff.find(id).map(StaffDirectory.Person::name).orElse(id.value());
    }
}
