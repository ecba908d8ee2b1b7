package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.Recall;
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

    private static final int HALVES = 2;

    private final Recall recall;
    private final RuleBook rules;
    private final RuleExceptions exceptions;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TrialPolicy policy;
    private final RuleCompiler compiler = new RuleCompiler();

    PackTrials(
            Recall recall,
            RuleBook rules,
            RuleExceptions exceptions,
            JdbcClient jdbc,
            Force force,
            Clock clock,
            TransactionTemplate transaction,
            TrialPolicy policy) {
        this.recall = recall;
        this.rules = rules;
        this.exceptions = exceptions;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
        this.transaction = transaction;
        this.policy = policy;
    }

    /** What a rule fired on: accesses, stories and people. */
    private record Fired(long matches, long stories, long people) {

        static final Fired NOTHING = new Fired(0, 0, 0);

        Fired plus(Fired other) {
            return new Fired(matches + other.matches, stories + other.stories, people + other.people);
        }

        PackTrial.Share of(Tried tried) {
            int oneIn = tried.oneIn();
            return new PackTrial.Share(
                    tried.rule(), oneIn == 1 ? null : oneIn, matches * oneIn, stories * oneIn, people * oneIn);
        }
    }

    /** What the accesses of one half of the staff came to, by the number of the rule, and in all. */
    private record Half(Map<Integer, Fired> fired, long flags, long dossiers) {}

    /**
     * A rule with its condition and what is excepted from it.
     *
     * @param oneIn of how many members of staff it is asked about one, as of a rule that leaves hardly any access out
     */
    private record Tried(int number, Rule rule, Condition condition, List<CompiledException> excepted, int oneIn) {

        boolean isComplete() {
            return oneIn == 1;
        }

        Set<Fact> facts() {
            return CompiledException.facts(condition, excepted);
        }

        String row() {
            return "(%d, '%s', '%s', %d, '%s', %b)"
                    .formatted(
                            number,
                            rule.code(),
                            rule.family(),
                            Math.min(rule.weight(), rule.family().cap()),
                            rule.story(),
                            isComplete());
        }
    }

    /**
     * Tries them, on the accesses of each half of the staff at the same time: whatever is counted belongs to one person.
     *
     * @param from first London day
     * @param to last London day
     */
    public PackTrial run(LocalDate from, LocalDate to) {
        Instant began = clock.instant();
        List<Rule> live = rules.listLive();
        long[] totals = totals(from, to);
        List<Tried> tried = Objects.requireNonNull(transaction.execute(status -> tried(live, totals[0], from, to)));
        ExecutorService halves = Executors.newFixedThreadPool(HALVES);
        try {
            List<Half> done = IntStream.range(0, HALVES)
                    .mapToObj(half -> CompletableFuture.supplyAsync(() -> runHalf(tried, half, from, to), halves))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
            return new PackTrial(
                    from,
                    to,
                    totals[0],
                    tried.stream()
                            .map(rule -> share(rule, done))
                            .sorted(Comparator.comparing(PackTrial.Share::matches)
                                    .reversed())
                            .toList(),
                    done.stream().mapToLong(Half::flags).sum(),
                    done.stream().mapToLong(Half::dossiers).sum(),
                    totals[1],
                    seconds);
        } finally {
            halves.shutdown();
        }
    }

    /** With what each leaves to be asked about; all that leave too much are asked about the same share of the staff. */
    private List<Tried> tried(List<Rule> live, long accesses, LocalDate from, LocalDate to) {
        if (live.isEmpty()) {
            return List.of();
        }
        List<Condition> conditions =
                live.stream().map(rule -> compiler.compile(rule.expression())).toList();
        List<String> screens = conditions.stream()
                .map(condition ->
                        condition.unexplainedOnly() ? "not j.explained" : screen(condition.screen(), from, to))
                .toList();
        List<Integer> oneIn = recall.estimate(start(from), start(to.plusDays(1)), accesses, screens).stream()
                .map(policy::oneIn)
                .toList();
        int widest = Collections.max(oneIn);
        List<RuleException> inForce = exceptions.listInForce();
        return IntStream.range(0, live.size())
                .mapToObj(i -> new Tried(
                        i,
                        live.get(i),
                        conditions.get(i),
                        CompiledException.of(live.get(i), inForce, compiler::compile),
                        oneIn.get(i) == 1 ? 1 : widest))
                .toList();
    }

    private static String screen(String screen, LocalDate from, LocalDate to) {
        return Vocabulary.screen(screen, "date '" + from + "'", "date '" + to + "'");
    }

    private Half runHalf(List<Tried> tried, int half, LocalDate from, LocalDate to) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("drop table if exists pack_tried").update();
            jdbc.sql("""
                            create temporary table pack_tried (
                              number integer, staff_id text, story text, family text, points integer, raised_at timestamptz,
                              complete boolean
                            ) on commit drop
                            """).update();
            fire(tried, half, rule -> rule.isComplete() && rule.condition().unexplainedOnly(), from, to);
            fire(tried, half, rule -> rule.isComplete() && !rule.condition().unexplainedOnly(), from, to);
            fire(tried, half, rule -> !rule.isComplete(), from, to);
            return count(fired());
        }));
    }

    /** Recalls what some of the rules may fire on, and asks them; a match that an exception holds back is none. */
    private void fire(List<Tried> all, int half, Predicate<Tried> which, LocalDate from, LocalDate to) {
        List<Tried> tried = all.stream().filter(which).toList();
        if (tried.isEmpty()) {
            return;
        }
        boolean unexplainedOnly =
                tried.stream().allMatch(rule -> rule.condition().unexplainedOnly());
        String screen = tried.stream()
                .map(rule -> rule.condition().screen())
                .distinct()
                .collect(Collectors.joining(" or ", "(", ")"));
        recall.period(
                start(from),
                start(to.plusDays(1)),
                unexplainedOnly,
                Recall.share("j.staff_id", HALVES * tried.get(0).oneIn(), half) + " and "
                        + (unexplainedOnly ? "true" : screen(screen, from, to)));
        Set<Fact> facts = new LinkedHashSet<>();
        tried.forEach(rule -> facts.addAll(rule.facts()));
        jdbc.sql("""
                        insert into pack_tried
                        select r.number, f.staff_id, %s, r.family, coalesce(w.points, r.points), f.due_at, r.complete
                        from (
                          select f.*, array_remove(array[%s], null) as matches from (%s) f offset 0) f
                        cross join lateral unnest(f.matches) as m (number)
                        join (values %s) r (number, code, family, points, story, complete) on r.number = m.number
                        %s
                        where case r.number %s end is null
                        """.formatted(
                                RuleMatching.STORY,
                                tried.stream()
                                        .map(rule -> "case when %s then %d end"
                                                .formatted(rule.condition().sql(), rule.number()))
                                        .collect(Collectors.joining(",\n")),
                                Vocabulary.assemble(facts, "true"),
                                tried.stream().map(Tried::row).collect(Collectors.joining(", ")),
                                RuleMatching.DAY_POINTS,
                                tried.stream()
                                        .map(rule -> "when %d then %s"
                                                .formatted(rule.number(), CompiledException.heldBy(rule.excepted())))
                                        .collect(Collectors.joining(" "))))
                .param("force", force.id())
                .update();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(London.ZONE).toInstant();
    }

    private static PackTrial.Share share(Tried rule, List<Half> halves) {
        return halves.stream()
                .map(half -> half.fired().getOrDefault(rule.number(), Fired.NOTHING))
                .reduce(Fired.NOTHING, Fired::plus)
                .of(rule);
    }

    private Map<Integer, Fired> fired() {
        Map<Integer, Fired> fired = new HashMap<>();
        jdbc.sql("""
                        select number, count(*), count(distinct (staff_id, story)), count(distinct staff_id)
                        from pack_tried group by 1
                        """).query(row -> {
            fired.put(row.getInt(1), new Fired(row.getLong(2), row.getLong(3), row.getLong(4)));
        });
        return fired;
    }

    private Half count(Map<Integer, Fired> fired) {
        return jdbc.sql("""
                        with family as (
                          select staff_id, story, family, max(points) as points, min(raised_at) as raised_at
                          from pack_tried where complete group by 1, 2, 3
                        ), flag as (
                          select staff_id, story, min(raised_at) as raised_at from family
                          group by 1, 2 having sum(points) >= :threshold
                        )
                        select count(*),
                          count(distinct (staff_id, date_trunc('week', raised_at at time zone 'Europe/London')))
                        from flag
                        """)
                .param("threshold", Scoring.THRESHOLD)
                .query((row, n) -> new Half(fired, row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Accesses of the period, and members of staff. */
    private long[] totals(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select (
                            select count(*) from explanation.verdict
                            where force_id = :force and staff_id is not null and settled
                              and occurred_at >= :from and occurred_at < :to),
                          (select count(*) from people.staff where force_id = :force)
                        """)
                .param("force", force.id())
                .param("from", Timestamp.from(start(from)))
                .param("to", Timestamp.from(start(to.plusDays(1))))
                .query((row, n) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }
}
