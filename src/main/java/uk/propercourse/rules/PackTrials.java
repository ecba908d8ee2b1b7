package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.explanation.Judging;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.rules.language.RuleCompiler.Condition;

/**
 * Tries all live rules at once on settled accesses of the past: the facts of an access are read once for all of them. Nothing
 * is found, flagged or kept by it.
 */
@Service
public class PackTrials {

    private final Judging judging;
    private final RuleBook rules;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;
    private final RuleCompiler compiler = new RuleCompiler();

    PackTrials(Judging judging, RuleBook rules, JdbcClient jdbc, Force force, Clock clock) {
        this.judging = judging;
        this.rules = rules;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** A rule with its condition. */
    private record Tried(int number, Rule rule, Condition condition) {

        String row() {
            return "(%d, '%s', '%s', %d, '%s')"
                    .formatted(
                            number,
                            rule.code(),
                            rule.family(),
                            Math.min(rule.weight(), rule.family().cap()),
                            rule.story());
        }
    }

    /**
     * Tries them.
     *
     * @param from first London day
     * @param to last London day
     */
    @Transactional
    public PackTrial run(LocalDate from, LocalDate to) {
        Instant began = clock.instant();
        List<Rule> live = rules.listLive();
        List<Tried> tried = IntStream.range(0, live.size())
                .mapToObj(i ->
                        new Tried(i, live.get(i), compiler.compile(live.get(i).expression())))
                .toList();
        jdbc.sql("drop table if exists pack_tried").update();
        jdbc.sql("""
                        create temporary table pack_tried (
                          number integer, staff_id text, story text, family text, points integer, raised_at timestamptz
                        ) on commit drop
                        """).update();
        fire(tried, Condition::unexplainedOnly, true, from, to);
        fire(tried, condition -> !condition.unexplainedOnly() && condition.isScreened(), false, from, to);
        fire(tried, condition -> !condition.unexplainedOnly() && !condition.isScreened(), false, from, to);
        List<PackTrial.Share> shares = shares(tried);
        long[] totals = totals(from, to);
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        return new PackTrial(from, to, totals[0], shares, totals[1], totals[2], totals[3], seconds);
    }

    /** Recalls what some of the rules may fire on, and asks them. */
    private void fire(
            List<Tried> all, Predicate<Condition> which, boolean unexplainedOnly, LocalDate from, LocalDate to) {
        List<Tried> tried =
                all.stream().filter(rule -> which.test(rule.condition())).toList();
        if (tried.isEmpty()) {
            return;
        }
        String screen = tried.stream()
                .map(rule -> rule.condition().screen())
                .distinct()
                .collect(Collectors.joining(" or ", "(", ")"));
        judging.recall(
                start(from),
                start(to.plusDays(1)),
                unexplainedOnly,
                unexplainedOnly ? "true" : Vocabulary.screen(screen, "date '" + from + "'", "date '" + to + "'"));
        Set<Fact> facts = new LinkedHashSet<>();
        tried.forEach(rule -> facts.addAll(rule.condition().facts()));
        jdbc.sql("""
                        insert into pack_tried
                        select r.number, f.staff_id, %s, r.family, r.points, f.due_at
                        from (
                          select f.*, array_remove(array[%s], null) as matches from (%s) f offset 0) f
                        cross join lateral unnest(f.matches) as m (number)
                        join (values %s) r (number, code, family, points, story) on r.number = m.number
                        """.formatted(
                                RuleMatching.STORY,
                                tried.stream()
                                        .map(rule -> "case when %s then %d end"
                                                .formatted(rule.condition().sql(), rule.number()))
                                        .collect(Collectors.joining(",\n")),
                                Vocabulary.assemble(facts, "true"),
                                tried.stream().map(Tried::row).collect(Collectors.joining(", "))))
                .param("force", force.id())
                .update();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(London.ZONE).toInstant();
    }

    private List<PackTrial.Share> shares(List<Tried> tried) {
        Map<Integer, PackTrial.Share> fired = new HashMap<>();
        jdbc.sql("""
                        select number, count(*), count(distinct (staff_id, story)), count(distinct staff_id)
                        from pack_tried group by 1
                        """).query(row -> {
            Rule rule = tried.get(row.getInt(1)).rule();
            fired.put(row.getInt(1), new PackTrial.Share(rule, row.getLong(2), row.getLong(3), row.getLong(4)));
        });
        return tried.stream()
                .map(rule -> fired.getOrDefault(rule.number(), new PackTrial.Share(rule.rule(), 0, 0, 0)))
                .sorted(Comparator.comparing(PackTrial.Share::matches).reversed())
                .toList();
    }

    /** Accesses of the period, flags, dossiers and members of staff. */
    private long[] totals(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        with family as (
                          select staff_id, story, family, max(points) as points, min(raised_at) as raised_at
                          from pack_tried group by 1, 2, 3
                        ), flag as (
                          select staff_id, story, min(raised_at) as raised_at from family
                          group by 1, 2 having sum(points) >= :threshold
                        )
                        select (
                            select count(*) from explanation.verdict
                            where force_id = :force and staff_id is not null and settled
                              and occurred_at >= :from and occurred_at < :to),
                          (select count(*) from flag),
                          (select count(distinct (staff_id, date_trunc('week', raised_at at time zone 'Europe/London')))
                           from flag),
                          (select count(*) from people.staff where force_id = :force)
                        """)
                .param("threshold", Scoring.THRESHOLD)
                .param("force", force.id())
                .param("from", Timestamp.from(start(from)))
                .param("to", Timestamp.from(start(to.plusDays(1))))
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)})
                .single();
    }
}
