package uk.propercourse.rules.web;

import jakarta.validation.Valid;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
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
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.RuleExceptionLife;
import uk.propercourse.rules.RuleExceptionText;
import uk.propercourse.rules.RuleExceptions;
import uk.propercourse.rules.RuleNotFoundException;
import uk.propercourse.rules.TooEarlyException;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleSyntaxException;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.FieldErrors;
import uk.propercourse.web.Reasons;

/** Exceptions to rules: proposed with their impact, decided by a second person, ended. */
@Controller
@WebOnly
class RuleExceptionController {

    private final RuleExceptions exceptions;
    private final RuleExceptionLife life;
    private final RuleBook rules;
    private final Clock clock;

    RuleExceptionController(RuleExceptions exceptions, RuleExceptionLife life, RuleBook rules, Clock clock) {
        this.exceptions = exceptions;
        this.life = life;
        this.rules = rules;
        this.clock = clock;
    }

    @GetMapping("/rules/exceptions")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute("exceptions", exceptions.list());
        model.addAttribute("today", London.day(clock.instant()));
        model.addAttribute("user", user.getUsername());
        model.addAttribute("mayWrite", mayWrite(user));
        return "rules/exceptions";
    }

    @GetMapping("/rules/exceptions/new")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    String create(@RequestParam(defaultValue = "") String rule, Model model) {
        model.addAttribute("form", ExceptionForm.empty(rule, London.day(clock.instant())));
        return edit(model);
    }

    private String edit(Model model) {
        model.addAttribute("rules", rules.listLive());
        model.addAttribute("facts", Vocabulary.list());
        return "rules/exception-edit";
    }

    /** What the button under the form asks for. */
    enum Act {
        PREVIEW,
        PROPOSE
    }

    @PostMapping("/rules/exceptions")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    ModelAndView save(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(defaultValue = "PREVIEW") Act act,
            @Valid @ModelAttribute("form") ExceptionForm form,
            BindingResult errors,
            Model model) {
        if (form.firstDay() != null && form.lastDay() != null) {
            String problem = ExceptionForm.daysProblem(form.firstDay(), form.lastDay());
            if (problem != null) {
                errors.rejectValue("lastDay", "days", problem);
            } else if (!errors.hasErrors()) {
                try {
                    RuleExceptionText text = form.text(form.firstDay(), form.lastDay());
                    if (act == Act.PROPOSE) {
                        life.propose(user, text);
                        return new ModelAndView("redirect:/rules/exceptions");
                    }
                    model.addAttribute("impact", life.preview(text));
                } catch (RuleNotFoundException e) {
                    errors.rejectValue("ruleCode", "unknown", "Choose a rule that is live");
                } catch (RuleSyntaxException e) {
                    errors.rejectValue("expression", "syntax", String.valueOf(e.getMessage()));
                } catch (TooEarlyException e) {
                    errors.rejectValue("expression", e.code(), String.valueOf(e.getMessage()));
                }
            }
        }
        model.addAttribute("problems", FieldErrors.of(errors));
        ModelAndView again = new ModelAndView(edit(model), model.asMap());
        again.setStatus(errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        return again;
    }

    /** What somebody decides about an exception. */
    enum Decision {
        APPROVE,
        REJECT,
        END
    }

    @PostMapping("/rules/exceptions/{id}/decide")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID id,
            @RequestParam Decision decision,
            @RequestParam(defaultValue = "") String reason) {
        String typed = Reasons.demand(reason);
        switch (decision) {
            case APPROVE -> life.approve(user, id, typed);
            case REJECT -> life.reject(user, id, typed);
            case END -> life.end(user, id, typed);
        }
        return new ModelAndView("redirect:/rules/exceptions");
    }

    private static boolean mayWrite(SignedInUser user) {
        return user.roles().contains(Role.FORCE_ADMIN) || user.roles().contains(Role.PSD_MANAGER);
    }
}
