package uk.propercourse.rules.web;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.StrengthPolicies;
import uk.propercourse.explanation.TemplateStrengths;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;

/** The ways in which casework explains an access, and how well each tells work from chance. */
@Controller
@WebOnly
class ExplanationController {

    private final TemplateStrengths strengths;
    private final StrengthPolicies policies;

    ExplanationController(TemplateStrengths strengths, StrengthPolicies policies) {
        this.strengths = strengths;
        this.policies = policies;
    }

    @GetMapping("/rules/explanations")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute("templates", ExplanationTemplate.values());
        model.addAttribute("levels", policies.inForce());
        model.addAttribute("strengths", strengths.list());
        model.addAttribute(
                "mayMeasure",
                user.roles().contains(Role.FORCE_ADMIN) || user.roles().contains(Role.PSD_MANAGER));
        return "rules/explanations";
    }

    @PostMapping("/rules/explanations")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    String measure() {
        strengths.measure();
        return "redirect:/rules/explanations";
    }
}
