package uk.propercourse.review.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.people.Naming;
import uk.propercourse.review.AccessQuestion;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleAnswers;
import uk.propercourse.security.SignedInUser;

/** Why an access was flagged, or why not. */
@Controller
@WebOnly
class AccessQuestionController {

    private final AccessQuestion question;
    private final Naming naming;
    private final Clock clock;

    AccessQuestionController(AccessQuestion question, Naming naming, Clock clock) {
        this.question = question;
        this.naming = naming;
        this.clock = clock;
    }

    /** A rule's answer in words; {@code waits} while its time has not come. */
    record AnswerView(Rule rule, boolean fires, boolean waits, Instant asked, List<ConditionView> conditions) {}

    /** A condition, whether it holds, and what it read. */
    record ConditionView(String text, String holds, List<String> facts) {}

    @GetMapping("/accesses/{system}/{eventId}")
    String why(
            @AuthenticationPrincipal SignedInUser user,
            @PathVariable String system,
            @PathVariable String eventId,
            Model model) {
        AccessQuestion.Answered answered = question.find(user, system, eventId)
                .orElseThrow(() -> new PageNotFoundException("access " + system + " " + eventId));
        model.addAttribute("answered", answered);
        model.addAttribute("who", answered.staff() == null ? null : naming.of(user, answered.staff()));
        model.addAttribute("answers", answered.rules().stream().map(this::view).toList());
        return "review/access";
    }

    private AnswerView view(RuleAnswers.Answer answer) {
        return new AnswerView(
                answer.rule(),
                answer.fires(),
                answer.asked().isAfter(clock.instant()),
                answer.asked(),
                answer.conditions().stream()
                        .map(condition ->
                                new ConditionView(condition.text(), holds(condition.holds()), facts(condition.facts())))
                        .toList());
    }

    private static String holds(@Nullable Boolean holds) {
        return holds == null ? "unknown" : holds ? "holds" : "does not hold";
    }

    private static List<String> facts(Map<String, @Nullable Object> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + " is " + FlagView.value(fact.getValue()))
                .toList();
    }
}
