package uk.propercourse.security.web;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SetupLink;

/** Creating the first administrator with the one-time link from the log. */
@Controller
@WebOnly
class SetupController {

    private final SetupLink links;

    SetupController(SetupLink links) {
        this.links = links;
    }

    @GetMapping("/setup")
    ModelAndView show(@RequestParam(defaultValue = "") String link, Model model) {
        if (!links.isValid(link)) {
            return gone();
        }
        model.addAttribute("form", new SetupForm(link, "", "", ""));
        return new ModelAndView("security/setup");
    }

    @PostMapping("/setup")
    ModelAndView create(@Valid @ModelAttribute("form") SetupForm form, BindingResult errors) {
        if (!links.isValid(form.link())) {
            return gone();
        }
        if (errors.hasErrors()) {
            ModelAndView again = new ModelAndView("security/setup");
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        return links.use(form.link(), form.username(), form.displayName(), form.password())
                ? new ModelAndView("redirect:/sign-in")
                : gone();
    }

    private static ModelAndView gone() {
        ModelAndView gone = new ModelAndView("security/setup-gone");
        gone.setStatus(HttpStatus.NOT_FOUND);
        return gone;
    }
}
