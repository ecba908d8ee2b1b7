package uk.propercourse.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;

/**
 * Matches the live rules against the accesses being judged, one statement a slice, and stores each match as a finding
 * with the facts that convinced the rule. Runs in the transaction that holds {@code judged}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RuleMatching {

    private final JdbcClient jdbc;
    private final Force force;
    private final RuleBook rules;
    private final RuleCompiler compiler = new RuleCompiler();

    RuleMatching(JdbcClient jdbc, Force force, RuleBook rules) {
        this.jdbc = jdbc;
        this.force = force;
        this.rules = rules;
    }

    /**
     * Asks the rules of that lane about the judged accesses. Findings of an access that is judged again and that the
     * rules no longer make are withdrawn, not deleted.
     */
    public void match(Rule.Lane lane) {
        List<Rule> live =
                rules.listLive().stream().filter(rule -> rule.lane() == lane).toList();
        if (live.isEmpty()) {
            return;
        }
        if (lane == Rule.Lane.SETTLED) {
            withdraw();
        }
        jdbc.sql(sql(live)).param("force", force.id()).update();
    }

    private void withdraw() {
        jdbc.sql("""
                        update rules.finding f set withdrawn_at = j.due_at
                        from judged j, rules.rule r
                        where f.force_id = :force and f.event_key = j.event_key and f.withdrawn_at is null
                          and r.code = f.rule_code and r.version = f.rule_version and r.lane = 'SETTLED'
                        """).param("force", force.id()).update();
    }

    private String sql(List<Rule> live) {
        Set<Fact> facts = new LinkedHashSet<>();
        String values = live.stream().map(rule -> row(rule, facts)).collect(Collectors.joining(",\n  "));
        return """
                insert into rules.finding as known (force_id, staff_id, story, event_key, occurred_at, rule_code,
                  rule_version, family, points, raised_at, facts)
                select :force, f.staff_id, m.story, f.event_key, f.occurred_at, m.code, m.version, m.family, m.points,
                  f.due_at, m.facts
                from (%s) f
                cross join lateral (values
                  %s) m (code, version, family, points, story, facts)
                where m.facts is not null
                on conflict on constraint finding_pkey do update
                set points = excluded.points, facts = excluded.facts, rule_version = excluded.rule_version,
                  family = excluded.family, withdrawn_at = null
                where known.withdrawn_at is not null
                """.formatted(Vocabulary.assemble(facts), values);
    }

    private String row(Rule rule, Set<Fact> facts) {
        RuleCompiler.Condition condition = compiler.compile(rule.expression());
        facts.addAll(condition.facts());
        String story = rule.story() == Rule.Story.DAY
                ? "'DAY/' || f.day"
                : "coalesce('RECORD/' || f.subject_type || '/' || f.subject_id, 'DAY/' || f.day)";
        String evidence = condition.facts().stream()
                .map(fact -> "'" + fact.name() + "', f." + fact.column())
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
        return "('%s', %d, '%s', %d, %s, case when %s then %s end)"
                .formatted(
                        rule.code(),
                        rule.version(),
                        rule.family(),
                        Math.min(rule.weight(), rule.family().cap()),
                        story,
                        condition.sql(),
                        evidence);
    }
}
