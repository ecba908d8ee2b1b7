package uk.propercourse.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;

/** The first page after signing in: each role's own. */
@Controller
@WebOnly
class HomeController {

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedInUser user) {
        if (user.isProfessionalStandards()) {
            return "redirect:/dossiers";
        }
        if (user.roles().contains(Role.SUPERVISOR)) {
            return "redirect:/justifications";
        }
        if (user.roles().contains(Role.OFFICER)) {
            return "redirect:/requests";
        }
        return "redirect:/intake";
    }
}
