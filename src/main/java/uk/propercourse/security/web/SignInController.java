package uk.propercourse.security.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.UserAccounts;

/** Signing in. Spring Security itself checks what is posted. */
@Controller
@WebOnly
class SignInController {

    private final UserAccounts users;
    private final String demonstrationPassword;

    SignInController(
            UserAccounts users, @Value("${propercourse.demo-password:proper-course}") String demonstrationPassword) {
        this.users = users;
        this.demonstrationPassword = demonstrationPassword;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(name = "signed-out", required = false) @Nullable String signedOut,
            Model model) {
        model.addAttribute("failed", error != null);
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("demonstration", users.listDemonstration());
        model.addAttribute("demonstrationPassword", demonstrationPassword);
        return "security/sign-in";
    }
}
