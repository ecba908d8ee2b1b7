package uk.propercourse.rules.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.facts.Vocabulary;

/** The live rules and the vocabulary they are written in. */
@Controller
@WebOnly
class RuleController {

    private final RuleBook rules;

    RuleController(RuleBook rules) {
        this.rules = rules;
    }

    @GetMapping("/rules")
    String list(Model model) {
        model.addAttribute("rules", rules.listLive());
        model.addAttribute("facts", Vocabulary.list());
        return "rules/list";
    }
}
