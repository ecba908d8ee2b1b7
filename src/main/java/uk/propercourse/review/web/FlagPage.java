package uk.propercourse.review.web;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import uk.propercourse.casework.CaseDiary;
import uk.propercourse.explanation.StrengthPolicies;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.Compartments;
import uk.propercourse.review.Decision;
import uk.propercourse.review.FlagDecisions;
import uk.propercourse.review.FlagDetail;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagService;
import uk.propercourse.review.FlagSummary;
import uk.propercourse.review.JustificationRequests;
import uk.propercourse.review.Nudge;
import uk.propercourse.review.Nudges;
import uk.propercourse.review.RequestDetail;
import uk.propercourse.review.RequestRoute;
import uk.propercourse.review.SecondOpinions;
import uk.propercourse.security.SignedInUser;
import uk.propercourse.security.UserAccounts;

/** All that the page of a flag shows, for the controllers whose forms stand on it. */
@Component
@WebOnly
class FlagPage {

    private static final List<Decision.Finding> FINDINGS = List.of(
            Decision.Finding.NO_ISSUE,
            Decision.Finding.ADVICE,
            Decision.Finding.INVESTIGATE,
            Decision.Finding.CANNOT_TELL);

    /** What a reviewer begins with, to be made concrete. */
    private static final String FIRST_WORDS_TO_THE_PERSON =
            "You looked at a record for which the systems show no policing purpose. Police records may be opened only "
                    + "where there is one. If there was a reason, you can say so below; if not, please do not do it again.";

    private static final String FIRST_WORDS_TO_THE_SUPERVISOR =
            "They looked at a record for which the systems show no policing purpose. Please ask what it was for, and go "
                    + "through with them when police records may be opened.";

    private final FlagService flags;
    private final FlagDecisions decisions;
    private final SecondOpinions opinions;
    private final JustificationRequests requests;
    private final Nudges nudges;
    private final Compartments compartments;
    private final Naming naming;
    private final StaffDirectory staff;
    private final CaseDiary cases;
    private final UserAccounts users;
    private final StrengthPolicies strengths;

    FlagPage(
            FlagService flags,
            FlagDecisions decisions,
            SecondOpinions opinions,
            JustificationRequests requests,
            Nudges nudges,
            Compartments compartments,
            Naming naming,
            StaffDirectory staff,
            CaseDiary cases,
            UserAccounts users,
            StrengthPolicies strengths) {
        this.flags = flags;
        this.decisions = decisions;
        this.opinions = opinions;
        this.requests = requests;
        this.nudges = nudges;
        this.compartments = compartments;
        this.naming = naming;
        this.staff = staff;
        this.cases = cases;
        this.users = users;
        this.strengths = strengths;
    }

    /** Fills the model with the flag and empty forms. */
    FlagSummary fill(SignedInUser user, UUID flagId, Model model) {
        FlagDetail detail = flags.get(user, new FlagId(flagId));
        FlagSummary summary = detail.summary();
        model.addAttribute("flag", FlagView.of(detail, strengths.inForce()));
        model.addAttribute("row", FlagRow.of(summary, naming.of(user, summary.staff())));
        model.addAttribute("decisions", decisions.list(summary.id()));
        model.addAttribute("opinion", opinions.find(user, summary.id()).orElse(null));
        model.addAttribute("me", user.getUsername());
        model.addAttribute("findings", FINDINGS);
        model.addAttribute("feedbacks", Decision.Feedback.values());
        model.addAttribute("form", new DecisionForm(summary.version(), "", "", ""));
        model.addAttribute("circumstances", staff.listAt(summary.staff(), summary.lastEventAt()));
        model.addAttribute("assignments", cases.listAt(summary.staff(), summary.lastEventAt(), 10));
        model.addAttribute("ask", AskForm.empty(summary.version()));
        model.addAttribute("routes", RequestRoute.values());
        Nudge.Step next = nudges.findNext(summary).orElse(null);
        model.addAttribute("nextStep", next);
        model.addAttribute("nudges", nudges.listByFlag(summary.id()));
        model.addAttribute(
                "nudge",
                new NudgeForm(
                        summary.version(),
                        "",
                        next == Nudge.Step.MESSAGE ? FIRST_WORDS_TO_THE_PERSON : FIRST_WORDS_TO_THE_SUPERVISOR,
                        "",
                        null));
        List<RequestDetail> asked = requests.listByFlag(summary.id());
        model.addAttribute("requests", asked);
        model.addAttribute(
                "supervisors",
                asked.stream()
                        .map(request -> request.request().supervisor())
                        .filter(java.util.Objects::nonNull)
                        .distinct()
                        .collect(java.util.stream.Collectors.toMap(
                                supervisor -> supervisor,
                                supervisor -> naming.pseudonym(supervisor).label())));
        model.addAttribute(
                "compartment", compartments.find(user, summary.staff()).orElse(null));
        model.addAttribute("colleagues", users.listProfessionalStandards());
        compartments.noteRead(user, summary.staff(), "/flags/" + flagId);
        return summary;
    }
}
