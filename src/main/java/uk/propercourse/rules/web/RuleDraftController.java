package uk.propercourse.rules.web;

import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
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
import uk.propercourse.kernel.ReasonMissingException;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.BackTests;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.RuleLife;
import uk.propercourse.rules.RuleStateException;
import uk.propercourse.rules.RuleVersion;
import uk.propercourse.rules.TooEarlyException;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleSyntaxException;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Days;

/** Writing a rule and taking it through its life. */
@Controller
@WebOnly
@PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
class RuleDraftController {

    private static final int SHORTEST_REASON = 10;

    private final RuleBook rules;
    private final RuleLife life;
    private final BackTests backTests;

    RuleDraftController(RuleBook rules, RuleLife life, BackTests backTests) {
        this.rules = rules;
        this.life = life;
        this.backTests = backTests;
    }

    @GetMapping("/rules/new")
    String create(Model model) {
        return edit(RuleForm.empty(), model);
    }

    /** The draft itself, or a new one that starts from that version. */
    @GetMapping("/rules/{code}/{version}/edit")
    String edit(@PathVariable String code, @PathVariable int version, Model model) {
        return edit(RuleForm.of(rules.getVersion(code, version)), model);
    }

    private static String edit(RuleForm form, Model model) {
        model.addAttribute("form", form);
        addChoices(model);
        return "rules/edit";
    }

    private static void addChoices(Model model) {
        model.addAttribute("families", Family.values());
        model.addAttribute("lanes", Rule.Lane.values());
        model.addAttribute("facts", Vocabulary.list());
    }

    @PostMapping("/rules/save")
    ModelAndView save(
            @AuthenticationPrincipal SignedInUser user,
            @Valid @ModelAttribute("form") RuleForm form,
            BindingResult errors,
            Model model) {
        if (!errors.hasErrors()) {
            try {
                RuleVersion saved = form.version() == 0
                        ? life.draft(user, form.text())
                        : life.change(user, form.version(), form.edits(), form.text());
                return to(saved.rule());
            } catch (RuleSyntaxException e) {
                errors.rejectValue("expression", "syntax", String.valueOf(e.getMessage()));
                model.addAttribute("mistakes", marked(form.expression(), e.mistakes()));
            } catch (TooEarlyException e) {
                errors.rejectValue("lane", e.code(), String.valueOf(e.getMessage()));
            } catch (RuleStateException e) {
                model.addAttribute("conflict", e.getMessage());
                model.addAttribute("theirs", theirs(form));
            }
        }
        addChoices(model);
        ModelAndView again = new ModelAndView("rules/edit");
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    /** What stands instead of what the user started from, so that both versions are on the page. */
    private List<RuleVersion> theirs(RuleForm form) {
        return rules.listVersions(form.code()).stream().limit(1).toList();
    }

    /** A mistake with the line it is in and what comes before it there. */
    record MarkedLine(String before, String rest, String message) {}

    private static List<MarkedLine> marked(String expression, List<RuleSyntaxException.Mistake> mistakes) {
        List<String> lines = expression.strip().lines().toList();
        return mistakes.stream()
                .map(mistake -> {
                    String line = lines.get(Math.min(mistake.line(), lines.size()) - 1);
                    int at = Math.min(Math.max(0, mistake.column() - 1), line.length());
                    return new MarkedLine(line.substring(0, at), line.substring(at), mistake.text());
                })
                .toList();
    }

    @PostMapping("/rules/{code}/{version}/try")
    ModelAndView backTest(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable String code,
            @PathVariable int version,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        if (!Days.isCalendar(from) || !Days.isCalendar(to)) {
            throw new BackTestPeriodException();
        }
        RuleVersion tried = rules.getVersion(code, version);
        backTests.run(user, tried, from.isBefore(to) ? from : to, from.isBefore(to) ? to : from);
        return to(tried.rule());
    }

    @PostMapping("/rules/{code}/{version}/submit")
    ModelAndView submit(
            @AuthenticationPrincipal SignedInUser user, @PathVariable String code, @PathVariable int version) {
        life.submit(user, code, version);
        return to(code);
    }

    @PostMapping("/rules/{code}/{version}/reopen")
    ModelAndView reopen(
            @AuthenticationPrincipal SignedInUser user, @PathVariable String code, @PathVariable int version) {
        life.reopen(user, code, version);
        return to(code);
    }

    @PostMapping("/rules/{code}/{version}/decide")
    ModelAndView decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable String code,
            @PathVariable int version,
            @RequestParam Decision decision,
            @RequestParam(defaultValue = "") String reason) {
        if (reason.strip().length() < SHORTEST_REASON) {
            throw new ReasonMissingException(SHORTEST_REASON);
        }
        switch (decision) {
            case APPROVE -> life.approve(user, code, version, reason.strip());
            case REJECT -> life.reject(user, code, version, reason.strip());
            case RETIRE -> life.retire(user, code, version, reason.strip());
        }
        return to(code);
    }

    /** What a second person, or for retiring any, may decide. */
    enum Decision {
        APPROVE,
        REJECT,
        RETIRE
    }

    private static ModelAndView to(Rule rule) {
        return to(rule.code());
    }

    private static ModelAndView to(String code) {
        return new ModelAndView("redirect:/rules/" + code);
    }
}
