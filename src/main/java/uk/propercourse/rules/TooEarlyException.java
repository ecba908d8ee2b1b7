package uk.propercourse.rules;

import java.util.List;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.language.RuleCompiler.Condition;

/** Thrown when a rule that is asked at once, or an exception to one, would read what nobody knows yet. */
public final class TooEarlyException extends InvalidException {

    private static final long serialVersionUID = 1L;

    private TooEarlyException(List<String> facts) {
        super(String.join(", ", facts) + (facts.size() == 1 ? " is" : " are")
                + " not known at once. Let the rule be asked later, or leave that out.");
    }

    @Override
    public String code() {
        return "too-early";
    }

    /** Before an access was explained, nothing counts as explained: such a rule would find every access. */
    static void demandKnown(Rule.Lane lane, Condition condition) {
        List<String> unknown = condition.facts().stream()
                .filter(fact -> lane == Rule.Lane.IMMEDIATE && !fact.immediate())
                .map(Fact::name)
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TooEarlyException(unknown);
        }
    }
}
