package uk.propercourse.rules.web;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.StrengthLevel;
import uk.propercourse.explanation.StrengthPolicies;
import uk.propercourse.explanation.StrengthPolicy;
import uk.propercourse.explanation.StrengthPolicyException;
import uk.propercourse.explanation.StrengthPolicyLife;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Reasons;

/** How strong each explanation is: proposed with what it would change, approved by a second person, shared as a file. */
@Controller
@WebOnly
class StrengthPolicyController {

    private final StrengthPolicies policies;
    private final StrengthPolicyLife life;

    StrengthPolicyController(StrengthPolicies policies, StrengthPolicyLife life) {
        this.policies = policies;
        this.life = life;
    }

    @GetMapping("/rules/explanations/strengths")
    String show(@AuthenticationPrincipal SignedInUser user, Model model) {
        return page(user, model, policies.inForce(), "", null);
    }

    private String page(
            SignedInUser user,
            Model model,
            Map<ExplanationTemplate, StrengthLevel> levels,
            String reason,
            @Nullable String error) {
        model.addAttribute("levels", levels);
        model.addAttribute("reason", reason);
        model.addAttribute("inForce", policies.inForce());
        model.addAttribute("shipped", StrengthPolicies.shipped());
        model.addAttribute("versions", policies.list());
        model.addAttribute("user", user.getUsername());
        model.addAttribute("error", error);
        model.addAttribute(
                "mayWrite",
                user.roles().contains(Role.FORCE_ADMIN) || user.roles().contains(Role.PSD_MANAGER));
        return "rules/strengths";
    }

    @GetMapping("/rules/explanations/strengths.yaml")
    ResponseEntity<byte[]> export() {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"explanation-strengths.yaml\"")
                .body(StrengthFile.write(policies.inForce()).getBytes(StandardCharsets.UTF_8));
    }

    /** What the button under the form asks for. */
    enum Act {
        PREVIEW,
        PROPOSE
    }

    @PostMapping("/rules/explanations/strengths")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    ModelAndView save(
            @AuthenticationPrincipal SignedInUser user,
            @RequestParam(defaultValue = "PREVIEW") Act act,
            @RequestParam Map<String, String> fields,
            Model model) {
        Map<ExplanationTemplate, StrengthLevel> levels = new EnumMap<>(policies.inForce());
        String reason = fields.getOrDefault("reason", "").strip();
        try {
            for (ExplanationTemplate template : List.copyOf(levels.keySet())) {
                String code = fields.get(template.name());
                if (code != null) {
                    levels.put(template, StrengthFile.level(template, code));
                }
            }
            if (act == Act.PROPOSE && reason.length() >= Reasons.SHORTEST) {
                life.propose(user, levels, reason);
                return new ModelAndView("redirect:/rules/explanations/strengths");
            }
            model.addAttribute("effect", life.preview(levels));
            String missing = act == Act.PROPOSE ? "Say why, in at least " + Reasons.SHORTEST + " characters." : null;
            return again(page(user, model, levels, reason, missing), model, missing);
        } catch (StrengthPolicyException | SharedFile.InvalidFileException e) {
            return again(page(user, model, levels, reason, e.getMessage()), model, e.getMessage());
        }
    }

    private static ModelAndView again(String view, Model model, @Nullable String error) {
        return new ModelAndView(view, model.asMap(), error == null ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** Shows what the file would propose; nothing is saved until the form is. */
    @PostMapping("/rules/explanations/strengths/import")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    ModelAndView take(
            @AuthenticationPrincipal SignedInUser user, @RequestParam(defaultValue = "") String text, Model model) {
        model.addAttribute("text", text);
        try {
            return again(page(user, model, StrengthFile.read(text, policies.inForce()), "", null), model, null);
        } catch (SharedFile.InvalidFileException e) {
            return again(page(user, model, policies.inForce(), "", e.getMessage()), model, e.getMessage());
        }
    }

    @PostMapping("/rules/explanations/strengths/{version}/decide")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    String decide(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable int version,
            @RequestParam StrengthPolicy.Status decision,
            @RequestParam(defaultValue = "") String reason) {
        life.decide(user, version, decision, Reasons.demand(reason));
        return "redirect:/rules/explanations/strengths";
    }
}
