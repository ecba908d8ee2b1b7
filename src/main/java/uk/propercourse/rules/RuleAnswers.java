package uk.propercourse.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.explanation.ExplanationPolicy;
import uk.propercourse.kernel.Force;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;

/** Why the live rules fire, or do not, on the one access that is in {@code judged}. */
@Service
public class RuleAnswers {

    private final JdbcClient jdbc;
    private final Force force;
    private final RuleBook rules;
    private final ExplanationPolicy policy;
    private final RuleCompiler compiler = new RuleCompiler();

    RuleAnswers(JdbcClient jdbc, Force force, RuleBook rules, ExplanationPolicy policy) {
        this.jdbc = jdbc;
        this.force = force;
        this.rules = rules;
        this.policy = policy;
    }

    /**
     * A rule's answer: it fires when every condition holds.
     *
     * @param asked when it was or will be asked first
     * @param conditions in the order in which they are written
     */
    public record Answer(Rule rule, Instant asked, List<Condition> conditions) {

        /** Whether it fires. */
        public boolean fires() {
            return conditions.stream().allMatch(condition -> Boolean.TRUE.equals(condition.holds()));
        }
    }

    /**
     * One condition.
     *
     * @param holds null where a fact that it needs is unknown
     * @param facts what it read; null is unknown
     */
    public record Condition(String text, @Nullable Boolean holds, Map<String, @Nullable Object> facts) {}

    /** The answer of each live rule, those that fire first; none where the account is nobody's. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Answer> list() {
        Map<Rule, List<RuleCompiler.Part>> asked = new LinkedHashMap<>();
        rules.listLive().forEach(rule -> asked.put(rule, compiler.parts(rule.expression())));
        List<RuleCompiler.Part> parts =
                asked.values().stream().flatMap(List::stream).toList();
        Set<Fact> facts = new LinkedHashSet<>();
        parts.forEach(part -> facts.addAll(part.condition().facts()));
        String conditions = IntStream.range(0, parts.size())
                .mapToObj(i -> ", " + parts.get(i).condition().sql() + " as c" + i)
                .collect(Collectors.joining());
        return jdbc.sql("select f.*" + conditions + " from (" + Vocabulary.assemble(facts, "true") + ") f")
                .param("force", force.id())
                .query((row, n) -> {
                    List<Answer> answers = new ArrayList<>();
                    int at = 0;
                    Instant occurred = row.getTimestamp("occurred_at").toInstant();
                    for (Map.Entry<Rule, List<RuleCompiler.Part>> entry : asked.entrySet()) {
                        List<Condition> told = new ArrayList<>();
                        for (RuleCompiler.Part part : entry.getValue()) {
                            Map<String, @Nullable Object> read = new LinkedHashMap<>();
                            for (Fact fact : part.condition().facts()) {
                                read.put(fact.name(), row.getObject(fact.column()));
                            }
                            told.add(new Condition(part.text(), (Boolean) row.getObject("c" + at++), read));
                        }
                        answers.add(new Answer(
                                entry.getKey(),
                                occurred.plus(entry.getKey().lane().lag(policy.settleAfter())),
                                told));
                    }
                    answers.sort(java.util.Comparator.comparing(Answer::fires).reversed());
                    return answers;
                })
                .optional()
                .orElse(List.of());
    }
}
