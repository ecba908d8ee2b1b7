package uk.propercourse.rules;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.explanation.ExplanationPolicy;
import uk.propercourse.explanation.Lags;
import uk.propercourse.kernel.Force;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.rules.language.RuleCompiler.Condition;

/**
 * Matches the live rules against the accesses being judged, one statement a slice, and stores each match as a finding
 * with the facts that convinced the rule. Runs in the transaction that holds {@code judged}; the stories whose findings
 * changed are then {@link TouchedStories touched}.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RuleMatching {

    /** The story of a finding, over the rule {@code r} and the facts {@code f}. */
    static final String STORY = """
            case when r.story = 'PATTERN' then 'PATTERN/' || r.code
              when r.story = 'SUBJECT' and f.subject_id is not null
              then 'RECORD/' || f.subject_type || '/' || f.subject_id else 'DAY/' || f.day end""";

    /** The points {@code w} of the rule {@code r} on the day that counts for the facts {@code f}; none where it is not weighed. */
    static final String DAY_POINTS = """
            left join lateral (
              select points from rules.rule_weight where force_id = :force and rule_code = r.code
                and day = (f.due_at at time zone 'Europe/London')::date offset 0) w on true""";

    private final JdbcClient jdbc;
    private final Force force;
    private final RuleBook rules;
    private final RuleExceptions exceptions;
    private final RuleBudgets budgets;
    private final TouchedStories touched;
    private final ExplanationPolicy policy;
    private final RuleCompiler compiler = new RuleCompiler();
    private final Map<String, Condition> conditions = new ConcurrentHashMap<>();

    RuleMatching(
            JdbcClient jdbc,
            Force force,
            RuleBook rules,
            RuleExceptions exceptions,
            RuleBudgets budgets,
            TouchedStories touched,
            ExplanationPolicy policy) {
        this.jdbc = jdbc;
        this.force = force;
        this.rules = rules;
        this.exceptions = exceptions;
        this.budgets = budgets;
        this.touched = touched;
        this.policy = policy;
    }

    /** When accesses are judged after they arrived, so that each live rule is asked in its lane. */
    public Lags lags() {
        return Lags.of(
                policy,
                rules.listLive().stream()
                        .filter(rule -> rule.lane() != Rule.Lane.IMMEDIATE)
                        .map(this::lag)
                        .toList());
    }

    private Duration lag(Rule rule) {
        return rule.lane().lag(policy.settleAfter());
    }

    /** Asks the rules that do not wait about the judged accesses, which have just arrived. */
    public void matchArrived() {
        touched.begin();
        match(Rule.Lane.IMMEDIATE, listLive(rule -> rule.lane() == Rule.Lane.IMMEDIATE), rule -> "");
    }

    /**
     * Asks the rules whose time has come about the judged accesses. Findings of an access that is judged again and that the
     * rules no longer make are withdrawn, not deleted.
     *
     * @param lags when the accesses are judged; none of them is younger than the first
     */
    public void matchDue(Lags lags) {
        touched.begin();
        withdraw(lags.first());
        match(
                Rule.Lane.SETTLED,
                listLive(rule -> rule.lane() != Rule.Lane.IMMEDIATE),
                rule -> lag(rule).equals(lags.first())
                        ? ""
                        : "f.due_at >= f.occurred_at + " + ExplanationPolicy.interval(lag(rule)) + " and ");
    }

    private List<Rule> listLive(Predicate<Rule> which) {
        return rules.listLive().stream().filter(which).toList();
    }

    private void match(Rule.Lane lane, List<Rule> live, Function<Rule, String> due) {
        if (live.isEmpty()) {
            return;
        }
        List<RuleException> inForce = exceptions.listInForce();
        List<Compiled> compiled = live.stream()
                .map(rule -> new Compiled(
                        rule,
                        due.apply(rule),
                        condition(rule.expression()),
                        CompiledException.of(rule, inForce, this::condition)))
                .toList();
        match(compiled, Condition::unexplainedOnly, rules -> "not j.explained");
        match(compiled, condition -> !condition.unexplainedOnly() && condition.isScreened(), RuleMatching::anyScreen);
        match(compiled, condition -> !condition.unexplainedOnly() && !condition.isScreened(), rules -> "true");
        budgets.mute(live, lane);
    }

    /** Compiling takes milliseconds and slices are many; the text of a version never changes. */
    private Condition condition(String expression) {
        return conditions.computeIfAbsent(expression, compiler::compile);
    }

    /**
     * A rule, its condition and what is excepted from it.
     *
     * @param due SQL before the condition that leaves out accesses whose time has not come; empty where there are none
     */
    private record Compiled(Rule rule, String due, Condition condition, List<CompiledException> excepted) {

        String sql() {
            return due + condition.sql();
        }

        Set<Fact> facts() {
            return CompiledException.facts(condition, excepted);
        }
    }

    /**
     * Most rules ask about unexplained accesses only, which are few, or say otherwise which accesses may meet them: the facts
     * of the others are not assembled for them.
     */
    private void match(List<Compiled> rules, Predicate<Condition> which, Function<List<Compiled>, String> screen) {
        List<Compiled> asked =
                rules.stream().filter(rule -> which.test(rule.condition())).toList();
        if (!asked.isEmpty() && ask(screen.apply(asked)) > 0) {
            jdbc.sql(sql(asked)).param("force", force.id()).update();
        }
    }

    /**
     * Puts the accesses that pass the screen into the temporary table {@code asked}: they are few, which no planner can guess of a
     * screen, and would join whole tables to them. By record, as most facts are looked up by it: neighbours share a page.
     */
    private int ask(String screen) {
        jdbc.sql("create temporary table if not exists asked (like judged, day date) on commit delete rows")
                .update();
        jdbc.sql("truncate asked").update();
        return jdbc.sql("insert into asked " + Vocabulary.screened(screen) + " order by j.record_id")
                .param("force", force.id())
                .update();
    }

    private static String anyScreen(List<Compiled> rules) {
        return rules.stream()
                .map(rule -> rule.condition().screen())
                .distinct()
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** Only what rules were asked about before, which is rare where all are asked when it settles, can have findings to withdraw. */
    private void withdraw(Duration asked) {
        String again = "j.due_at > j.occurred_at + " + ExplanationPolicy.interval(asked);
        boolean any = jdbc.sql("select exists (select from judged j where " + again + ")")
                .query(Boolean.class)
                .single();
        if (!any) {
            return;
        }
        jdbc.sql("""
                        with withdrawn as (
                          update rules.finding f set withdrawn_at = j.due_at
                          from judged j, rules.rule r
                          where %s
                            and f.force_id = :force and f.event_key = j.event_key and f.withdrawn_at is null
                            and r.code = f.rule_code and r.version = f.rule_version and r.lane <> 'IMMEDIATE'
                          returning f.staff_id, f.story)
                        insert into touched select distinct staff_id, story from withdrawn
                        """.formatted(again)).param("force", force.id()).update();
    }

    /** The facts once for each access, then the rules that hold as numbers, and only for those the evidence. */
    private static String sql(List<Compiled> rules) {
        Set<Fact> facts = new LinkedHashSet<>();
        List<Condition> conditions = rules.stream().map(Compiled::condition).toList();
        rules.forEach(rule -> facts.addAll(rule.facts()));
        return """
                with made as (
                insert into rules.finding as known (force_id, staff_id, story, event_key, occurred_at, rule_code,
                  rule_version, family, points, raised_at, facts, withdrawn_at, held_by)
                select :force, f.staff_id,
                  %s,
                  f.event_key, f.occurred_at, r.code, r.version, r.family, coalesce(w.points, r.points), f.due_at,
                  case r.number
                %s
                  end,
                  case when h.held_by is not null then f.due_at end, h.held_by
                from (
                  select f.*, array_remove(array[
                %s
                  ], null) as matches
                  from (%s) f offset 0) f
                cross join lateral unnest(f.matches) as m (number)
                join (values %s) r (number, code, version, family, points, story) on r.number = m.number
                cross join lateral (select case r.number
                %s
                  end as held_by) h
                %s
                on conflict on constraint finding_pkey do update
                set points = excluded.points, facts = excluded.facts, rule_version = excluded.rule_version,
                  family = excluded.family, withdrawn_at = excluded.withdrawn_at, held_by = excluded.held_by
                where known.withdrawn_at is not null and known.held_by is null
                returning staff_id, story)
                insert into touched select distinct staff_id, story from made
                """.formatted(
                        STORY,
                        numbered(conditions, condition -> " then " + evidence(condition), "    when %d%s"),
                        numbered(rules, Compiled::sql, "    case when %2$s then %1$d end,")
                                .replaceFirst(",$", ""),
                        Vocabulary.assembleOf("asked", facts),
                        numbered(rules.stream().map(Compiled::rule).toList(), RuleMatching::values, "(%d, %s),")
                                .replaceFirst(",$", ""),
                        numbered(rules, rule -> " then " + CompiledException.heldBy(rule.excepted()), "    when %d%s"),
                        DAY_POINTS);
    }

    private static <T> String numbered(List<T> items, Function<T, String> text, String format) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> format.formatted(i + 1, text.apply(items.get(i))))
                .collect(Collectors.joining("\n"));
    }

    private static String evidence(Condition condition) {
        return condition.facts().stream()
                .map(fact -> "'" + fact.name() + "', f." + fact.column())
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }

    private static String values(Rule rule) {
        return "'%s', %d, '%s', %d, '%s'"
                .formatted(
                        rule.code(),
                        rule.version(),
                        rule.family(),
                        Math.min(rule.weight(), rule.family().cap()),
                        rule.story());
    }
}
