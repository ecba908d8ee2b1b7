package uk.propercourse.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.language.RuleCompiler.Condition;

/** An exception with its condition, as SQL over the facts {@code f} of an access; what is unknown excepts nothing. */
record CompiledException(RuleException exception, Condition condition) {

    /** Those of a rule. */
    static List<CompiledException> of(Rule rule, List<RuleException> inForce, Function<String, Condition> compiler) {
        return inForce.stream()
                .filter(exception -> exception.text().ruleCode().equals(rule.code()))
                .map(exception -> new CompiledException(
                        exception, compiler.apply(exception.text().expression())))
                .toList();
    }

    /** What a condition and the exceptions from it ask for. */
    static Set<Fact> facts(Condition condition, List<CompiledException> excepted) {
        Set<Fact> facts = new LinkedHashSet<>(condition.facts());
        excepted.forEach(exception -> facts.addAll(exception.condition().facts()));
        return facts;
    }

    /** SQL for the exception that holds a match of the rule back, null where none does. */
    static String heldBy(List<CompiledException> ofRule) {
        return ofRule.stream()
                .map(CompiledException::sql)
                .collect(Collectors.joining(" ", "case ", ofRule.isEmpty() ? "when false then '' end" : " end"));
    }

    private String sql() {
        RuleExceptionText text = exception.text();
        return "when (%s) and f.occurred_at >= '%s' and f.occurred_at < '%s' then '%s'"
                .formatted(
                        condition.sql(),
                        text.firstDay().atStartOfDay(London.ZONE).toInstant(),
                        text.lastDay().plusDays(1).atStartOfDay(London.ZONE).toInstant(),
                        exception.id());
    }
}
