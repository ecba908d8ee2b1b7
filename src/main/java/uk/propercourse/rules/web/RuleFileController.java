package uk.propercourse.rules.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.facts.Vocabulary;

/** Rules as files: taken away from one force, taken over as a draft by another. */
@Controller
@WebOnly
class RuleFileController {

    private final RuleBook rules;

    RuleFileController(RuleBook rules) {
        this.rules = rules;
    }

    @GetMapping("/rules/{code}/{version}/rule.yaml")
    ResponseEntity<byte[]> export(@PathVariable String code, @PathVariable int version) {
        Rule rule = rules.getVersion(code, version).rule();
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + rule.code() + "-" + rule.version() + ".yaml\"")
                .body(RuleFile.write(rule).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/rules/import")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    String paste(Model model) {
        model.addAttribute("text", "");
        model.addAttribute("error", null);
        return "rules/import";
    }

    /** Shows the draft that the file makes; nothing is saved until the form is. */
    @PostMapping("/rules/import")
    @PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
    ModelAndView take(@RequestParam(defaultValue = "") String text, Model model) {
        try {
            model.addAttribute("form", RuleFile.read(text));
            model.addAttribute("families", Family.values());
            model.addAttribute("lanes", Rule.Lane.values());
            model.addAttribute("facts", Vocabulary.list());
            return new ModelAndView("rules/edit");
        } catch (SharedFile.InvalidFileException e) {
            model.addAttribute("text", text);
            model.addAttribute("error", e.getMessage());
            model.addAttribute("problems", Map.of("text", String.valueOf(e.getMessage())));
            return new ModelAndView("rules/import", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }
}
