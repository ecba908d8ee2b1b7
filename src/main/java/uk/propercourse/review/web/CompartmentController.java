package uk.propercourse.review.web;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.Compartments;
import uk.propercourse.review.FlagId;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.web.Reasons;

/** Keeps the matter of a flag covert. The forms stand on the flag's page. */
@Controller
@WebOnly
class CompartmentController {

    private final Compartments compartments;

    CompartmentController(Compartments compartments) {
        this.compartments = compartments;
    }

    @PostMapping("/flags/{flagId}/compartment")
    String open(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam(defaultValue = "") String reason) {
        compartments.open(user, new FlagId(flagId), Reasons.demand(reason));
        return "redirect:/flags/" + flagId;
    }

    @PostMapping("/flags/{flagId}/compartment/readers")
    String addReader(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam String username,
            @RequestParam(defaultValue = "") String reason) {
        compartments.addReader(user, new FlagId(flagId), username, Reasons.demand(reason));
        return "redirect:/flags/" + flagId;
    }

    @PostMapping("/flags/{flagId}/compartment/end")
    String end(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable UUID flagId,
            @RequestParam(defaultValue = "") String reason) {
        compartments.end(user, new FlagId(flagId), Reasons.demand(reason));
        return "redirect:/flags/" + flagId;
    }
}
