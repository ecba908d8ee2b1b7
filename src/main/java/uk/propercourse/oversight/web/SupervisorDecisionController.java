package uk.propercourse.oversight.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.oversight.SupervisorDecision;
import uk.propercourse.oversight.SupervisorDecisions;
import uk.propercourse.people.Naming;
import uk.propercourse.security.SignedInUser;

/** How supervisors decide, for those who answer for them. */
@Controller
@WebOnly
class SupervisorDecisionController {

    private final SupervisorDecisions decisions;
    private final Naming naming;

    SupervisorDecisionController(SupervisorDecisions decisions, Naming naming) {
        this.decisions = decisions;
        this.naming = naming;
    }

    /** A supervisor, and what to call them. */
    record SumRow(String supervisor, SupervisorDecision.Sum sum) {}

    @GetMapping("/supervision")
    String list(@AuthenticationPrincipal SignedInUser user, Model model) {
        model.addAttribute(
                "rows",
                decisions.sum(user).stream()
                        .map(sum ->
                                new SumRow(naming.pseudonym(sum.supervisor()).label(), sum))
                        .toList());
        model.addAttribute("days", SupervisorDecisions.SPAN.toDays());
        return "oversight/supervision";
    }

    /** A decision, and what to call whom it is about. */
    record Row(String person, SupervisorDecision decision) {}

    @GetMapping("/supervision/{staffId}")
    String supervisor(@AuthenticationPrincipal SignedInUser user, @PathVariable String staffId, Model model) {
        StaffId supervisor = new StaffId(staffId);
        model.addAttribute("supervisor", naming.pseudonym(supervisor).label());
        model.addAttribute("days", SupervisorDecisions.SPAN.toDays());
        model.addAttribute(
                "rows",
                decisions.list(user, supervisor).stream()
                        .map(decision ->
                                new Row(naming.pseudonym(decision.person()).label(), decision))
                        .toList());
        return "oversight/supervisor";
    }
}
