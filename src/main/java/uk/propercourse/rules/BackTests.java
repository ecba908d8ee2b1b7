package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.explanation.Recall;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.security.SignedInUser;

/**
 * Tries a version of a rule on settled accesses of the past, with the condition and the facts that matching uses. Nothing
 * is found and nobody is flagged by it; the report is kept with the version.
 */
@Service
public class BackTests {

    private final Recall recall;
    private final RuleBook rules;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Force force;
    private final Clock clock;
    private final TrialPolicy policy;
    private final RuleCompiler compiler = new RuleCompiler();

    BackTests(
            Recall recall,
            RuleBook rules,
            JdbcClient jdbc,
            JsonMapper json,
            Force force,
            Clock clock,
            TrialPolicy policy) {
        this.recall = recall;
        this.rules = rules;
        this.jdbc = jdbc;
        this.json = json;
        this.force = force;
        this.clock = clock;
        this.policy = policy;
    }

    /** The newest report on that version as its text is now. */
    @Transactional(readOnly = true)
    public Optional<BackTestReport> findFor(RuleVersion version) {
        return jdbc.sql("""
                        select report from rules.back_test
                        where rule_code = :code and rule_version = :version and edits = :edits
                        order by made_at desc limit 1
                        """)
                .param("code", version.rule().code())
                .param("version", version.rule().version())
                .param("edits", version.edits())
                .query(String.class)
                .optional()
                .map(report -> json.readValue(report, BackTestReport.class));
    }

    /** The last London day of which everything can have settled. */
    @Transactional(readOnly = true)
    public LocalDate lastDay() {
        return jdbc.sql("""
                        select max(v.occurred_at) from explanation.verdict v where v.force_id = :force and v.settled
                        """)
                .param("force", force.id())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .map(London::day)
                .orElseGet(() -> London.day(clock.instant()));
    }

    /**
     * Tries a version and keeps the report.
     *
     * @param from first London day
     * @param to last London day
     */
    @Transactional
    public BackTestReport run(SignedInUser user, RuleVersion version, LocalDate from, LocalDate to) {
        Instant start = clock.instant();
        Rule rule = version.rule();
        BackTestReport.Figures figures = figures(rule, from, to);
        Integer sampled = figures.sampled();
        List<BackTestReport.UnitShare> units = listUnits(sampled == null ? 1 : sampled);
        List<BackTestReport.Sample> sample = listSample();
        List<BackTestReport.Figures> replaced = rules.listLive().stream()
                .filter(live -> live.code().equals(rule.code()) && live.version() != rule.version())
                .map(live -> figures(live, from, to))
                .toList();
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        BackTestReport report = new BackTestReport(from, to, figures, replaced, units, sample, seconds);
        jdbc.sql("""
                        insert into rules.back_test (back_test_id, rule_code, rule_version, edits, made_by, made_at, report)
                        values (:id, :code, :version, :edits, :user, :now, :report::jsonb)
                        """)
                .param("id", UUID.randomUUID())
                .param("code", rule.code())
                .param("version", rule.version())
                .param("edits", version.edits())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("report", json.writeValueAsString(report))
                .update();
        return report;
    }

    /**
     * What an exception would have held back of a rule.
     *
     * @param from first London day
     * @param to last London day
     */
    @Transactional
    public ExceptionImpact impact(Rule rule, String exception, LocalDate from, LocalDate to) {
        RuleCompiler.Condition condition = compiler.compile(rule.expression());
        RuleCompiler.Condition excepted = compiler.compile(exception);
        Asked asked = recall(from, to, condition);
        Set<Fact> facts = new LinkedHashSet<>(condition.facts());
        facts.addAll(excepted.facts());
        fire(rule, facts, condition, "(" + excepted.sql() + ") is true");
        long[] counts = jdbc.sql("""
                        select count(*), count(*) filter (where held), count(distinct (staff_id, story)),
                          (select count(*) from (select from tried group by staff_id, story having bool_and(held)) s)
                        from tried
                        """)
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)})
                .single();
        jdbc.sql("delete from tried where not held").update();
        return new ExceptionImpact(
                from,
                to,
                asked.sampled(),
                counts[0] * asked.oneIn(),
                counts[1] * asked.oneIn(),
                counts[2] * asked.oneIn(),
                counts[3] * asked.oneIn(),
                listUnits(asked.oneIn()),
                listSample());
    }

    /** Recalls what the rule may fire on, of everybody or of a share of the staff. */
    private Asked recall(LocalDate from, LocalDate to, RuleCompiler.Condition condition) {
        Instant start = from.atStartOfDay(London.ZONE).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(London.ZONE).toInstant();
        String screen = Vocabulary.screen(condition.screen(), "date '" + from + "'", "date '" + to + "'");
        long accesses = recall.count(start, end);
        long left = recall.estimate(
                        start, end, accesses, List.of(condition.unexplainedOnly() ? "not j.explained" : screen))
                .get(0);
        Asked asked = new Asked(accesses, policy.oneIn(left));
        recall.period(
                start,
                end,
                condition.unexplainedOnly(),
                "(" + screen + ") and " + Recall.share("j.staff_id", asked.oneIn(), 0));
        return asked;
    }

    /**
     * What a rule was asked about.
     *
     * @param accesses of the period
     * @param oneIn of how many members of staff the accesses of one were recalled
     */
    private record Asked(long accesses, int oneIn) {

        @Nullable
        Integer sampled() {
            return oneIn == 1 ? null : oneIn;
        }
    }

    /** Leaves out the recalled accesses that miss a condition that costs less to read than the last, which is not read for them. */
    private void narrow(String expression) {
        List<RuleCompiler.Condition> byCost = compiler.parts(expression).stream()
                .map(RuleCompiler.Part::condition)
                .sorted(Comparator.comparingInt(BackTests::sections))
                .toList();
        for (RuleCompiler.Condition cheap : byCost.subList(0, byCost.size() - 1)) {
            jdbc.sql("""
                            delete from judged where event_key not in (select f.event_key from (%s) f where %s)
                            """.formatted(Vocabulary.assemble(cheap.facts(), cheap.screen()), cheap.sql()))
                    .param("force", force.id())
                    .update();
        }
    }

    /** How many joins its facts are read from. */
    private static int sections(RuleCompiler.Condition condition) {
        return condition.facts().stream()
                .mapToInt(fact -> fact.sections().size())
                .sum();
    }

    /** Leaves the recalled accesses that the rule fires on in the temporary table {@code tried}. */
    private void fire(Rule rule, Set<Fact> facts, RuleCompiler.Condition condition, String held) {
        jdbc.sql("drop table if exists tried").update();
        jdbc.sql("""
                        create temporary table tried on commit drop as
                        select f.event_key, f.occurred_at, f.due_at, f.staff_id, %s as story, %s as held
                        from (%s) f cross join (select :story::text as story, :code::text as code) r
                        where %s
                        """.formatted(
                        RuleMatching.STORY, held, Vocabulary.assemble(facts, condition.screen()), condition.sql()))
                .param("force", force.id())
                .param("story", rule.story().name())
                .param("code", rule.code())
                .update();
    }

    /** Leaves the accesses that the rule fires on in the temporary table {@code tried}. */
    BackTestReport.Figures figures(Rule rule, LocalDate from, LocalDate to) {
        RuleCompiler.Condition condition = compiler.compile(rule.expression());
        Asked asked = recall(from, to, condition);
        narrow(rule.expression());
        fire(rule, condition.facts(), condition, "false");
        BackTestReport.Past past = past(from, to, asked.oneIn());
        return jdbc.sql("""
                        with matched as (
                          select staff_id, story, min(due_at) as raised_at from tried group by 1, 2
                        ), others as (
                          select m.staff_id, m.story, f.family, max(least(f.points, c.cap)) as points
                          from matched m
                          join rules.finding f on f.force_id = :force and f.staff_id = m.staff_id and f.story = m.story
                            and f.withdrawn_at is null and f.rule_code <> :code
                          join (values %s) c (family, cap) on c.family = f.family
                          group by 1, 2, 3
                        ), total as (
                          select m.staff_id, m.story, m.raised_at, coalesce(sum(o.points), 0) as without,
                            coalesce(sum(o.points) filter (where o.family <> :family), 0)
                              + greatest(:points, coalesce(max(o.points) filter (where o.family = :family), 0)) as points
                          from matched m left join others o on o.staff_id = m.staff_id and o.story = m.story
                          group by 1, 2, 3
                        ), person as (
                          select t.staff_id, max(f.matches) as matches, count(*) as stories,
                            count(*) filter (where without >= :threshold) as already,
                            count(*) filter (where points >= :threshold) as flags,
                            count(*) filter (where points >= :threshold and without < :threshold) as new_flags,
                            count(distinct date_trunc('week', raised_at at time zone 'Europe/London'))
                              filter (where points >= :threshold) as dossiers
                          from total t
                          join (select staff_id, count(*) as matches from tried group by 1) f on f.staff_id = t.staff_id
                          group by 1
                        )
                        select coalesce(sum(matches), 0), coalesce(sum(stories), 0), coalesce(sum(already), 0),
                          coalesce(sum(flags), 0), coalesce(sum(new_flags), 0), coalesce(sum(dossiers), 0),
                          count(*) filter (where flags > 0), %s, %s, %s, %s
                        from person
                        """.formatted(
                                Scoring.CAPS,
                                together("matches"),
                                together("stories"),
                                together("already"),
                                together("new_flags")))
                .param("force", force.id())
                .param("code", rule.code())
                .param("family", rule.family().name())
                .param("points", Math.min(rule.weight(), rule.family().cap()))
                .param("threshold", Scoring.THRESHOLD)
                .query((row, n) -> new BackTestReport.Figures(
                        asked.accesses(),
                        asked.sampled(),
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        new BackTestReport.Spread(
                                row.getDouble(8), row.getDouble(9), row.getDouble(10), row.getDouble(11)),
                        past))
                .single();
    }

    private static String together(String number) {
        return "coalesce(sum(%1$s * %1$s)::double precision / nullif(sum(%1$s), 0), 1)".formatted(number);
    }

    private BackTestReport.Past past(LocalDate from, LocalDate to, int oneIn) {
        return jdbc.sql("""
                        with past as materialized (
                          select staff_id, story, outcome from rules.past_outcome
                          where force_id = :force and outcome is not null and last_event_at >= :from and first_event_at < :to
                            and %s
                        ), hit as materialized (
                          select distinct staff_id, story from tried
                        )
                        select count(*) filter (where p.outcome = 'PROVEN'),
                          count(*) filter (where p.outcome = 'PROVEN' and h.story is not null),
                          count(*) filter (where p.outcome = 'CLEARED'),
                          count(*) filter (where p.outcome = 'CLEARED' and h.story is not null)
                        from past p left join hit h on h.staff_id = p.staff_id and h.story = p.story
                        """.formatted(Recall.share("staff_id", oneIn, 0)))
                .param("force", force.id())
                .param("from", Timestamp.from(from.atStartOfDay(London.ZONE).toInstant()))
                .param(
                        "to",
                        Timestamp.from(to.plusDays(1).atStartOfDay(London.ZONE).toInstant()))
                .query((row, n) ->
                        new BackTestReport.Past(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    private List<BackTestReport.UnitShare> listUnits(int oneIn) {
        return jdbc.sql("""
                        select coalesce(u.name, 'Unit not known'), count(distinct (t.staff_id, t.story)) * :oneIn
                        from tried t
                        left join people.posting p on p.force_id = :force and p.staff_id = t.staff_id
                          and p.valid_from <= t.occurred_at and (p.valid_to is null or t.occurred_at < p.valid_to)
                        left join people.unit u on u.force_id = :force and u.unit_id = p.unit_id
                        group by 1 order by 2 desc, 1 limit 10
                        """)
                .param("force", force.id())
                .param("oneIn", oneIn)
                .query((row, n) -> new BackTestReport.UnitShare(row.getString(1), row.getLong(2)))
                .list();
    }

    private List<BackTestReport.Sample> listSample() {
        return jdbc.sql("""
                        select e.system_code, e.event_id, e.occurred_at, e.record_type, p.role, j.explained
                        from (select * from tried order by occurred_at desc, event_key limit 20) t
                        join judged j on j.event_key = t.event_key
                        join access.access_event e on e.force_id = :force and e.event_key = t.event_key
                          and e.occurred_at = t.occurred_at
                        left join lateral (
                          select role from people.posting p where p.force_id = :force and p.staff_id = t.staff_id
                            and p.valid_from <= t.occurred_at and (p.valid_to is null or t.occurred_at < p.valid_to)
                          limit 1) p on true
                        order by e.occurred_at desc, e.event_id
                        """)
                .param("force", force.id())
                .query((row, n) -> BackTestReport.Sample.of(row))
                .list();
    }
}
