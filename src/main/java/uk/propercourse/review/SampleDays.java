package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;

/**
 * The days of the random sample: each is committed to before it begins, and drawn and revealed when it is over. Every step becomes a
 * leaf of the ledger. What was drawn is judged by people, see {@link Sampling}.
 */
@Service
@WebOnly
public class SampleDays {

    /** Feeds may be late by so many days: then the draw of a day is final. */
    private static final int LATE_DAYS = 8;

    private final JdbcClient jdbc;
    private final SamplingPolicy policy;
    private final Ledger ledger;
    private final Force force;
    private final TransactionTemplate transaction;

    SampleDays(JdbcClient jdbc, SamplingPolicy policy, Ledger ledger, Force force, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.ledger = ledger;
        this.force = force;
        this.transaction = transaction;
    }

    /**
     * Commits to tomorrow, and reveals and draws what is over. To be called at least once a day. Draws have transactions of
     * their own, because the ledger has one writer at a time.
     */
    public void keep(Instant now) {
        LocalDate today = London.day(now);
        transaction.executeWithoutResult(status -> {
            commit(today.plusDays(1), now);
            reveal(today, now);
        });
        jdbc.sql("""
                        select day from review.sample_day
                        where force_id = :force and revealed_at is not null
                          and (drawn_at is null
                            or drawn_at < (day + :late) and :now >= (day + :late)::timestamp at time zone 'Europe/London')
                        order by day
                        """)
                .param("force", force.id())
                .param("late", LATE_DAYS)
                .param("now", Timestamp.from(now))
                .query(LocalDate.class)
                .list()
                .forEach(day -> transaction.executeWithoutResult(status -> {
                    draw(day, now);
                    cover(day, now);
                }));
    }

    private void commit(LocalDate day, Instant now) {
        byte[] seed = SampleDraw.newSeed();
        byte[] commitment = SampleDraw.commitment(seed);
        int made = jdbc.sql("""
                        insert into review.sample_day (force_id, day, one_in, cover_days, seed, commitment, committed_at)
                        values (:force, :day, :oneIn, :coverDays, :seed, :commitment, :now) on conflict do nothing
                        """)
                .param("force", force.id())
                .param("day", day)
                .param("oneIn", policy.oneIn())
                .param("coverDays", policy.coverDays())
                .param("seed", seed)
                .param("commitment", commitment)
                .param("now", Timestamp.from(now))
                .update();
        if (made > 0) {
            ledger.record(
                    DrawnJudgements.KIND,
                    Map.of(
                            "step", "committed",
                            "day", day.toString(),
                            "oneIn", policy.oneIn(),
                            "coverDays", policy.coverDays(),
                            "commitment", HexFormat.of().formatHex(commitment)));
        }
    }

    private void reveal(LocalDate today, Instant now) {
        jdbc.sql("""
                        update review.sample_day set revealed_at = :now
                        where force_id = :force and day < :today and revealed_at is null returning day, seed
                        """)
                .param("force", force.id())
                .param("today", today)
                .param("now", Timestamp.from(now))
                .query((row, n) -> Map.<String, Object>of(
                        "step", "revealed",
                        "day", row.getObject("day", LocalDate.class).toString(),
                        "seed", HexFormat.of().formatHex(row.getBytes("seed"))))
                .list()
                .forEach(content -> ledger.record(DrawnJudgements.KIND, content));
    }

    /** One statement over the day; the key leads with the time, so that only the day is read. */
    private void draw(LocalDate day, Instant now) {
        Instant from = day.atStartOfDay(London.ZONE).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(London.ZONE).toInstant();
        jdbc.sql("""
                        with day as (
                          select seed, one_in from review.sample_day where force_id = :force and day = :day
                        ), seen as materialized (
                          select e.event_key, e.occurred_at, %s as drawn from access.access_event e
                          where e.force_id = :force and e.occurred_at >= :from and e.occurred_at < :to
                            and e.event_key >= :first and e.event_key < :last
                        ), put as (
                          insert into review.sample_access (force_id, event_key, occurred_at, day)
                          select :force, event_key, occurred_at, :day from seen where drawn on conflict do nothing
                        )
                        update review.sample_day set accesses = (select count(*) from seen), drawn_at = :now
                        where force_id = :force and day = :day
                        """.formatted(SampleDraw.DRAWN
                        .replace(":seed::bytea", "(select seed from day)")
                        .replace(":oneIn", "(select one_in from day)")))
                .param("force", force.id())
                .param("day", day)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("first", new UUID(from.toEpochMilli() << 16, 0))
                .param("last", new UUID(to.toEpochMilli() << 16, 0))
                .param("now", Timestamp.from(now))
                .update();
    }

    /**
     * Draws for those who were not drawn for long, once the day is final. Whoever has never been drawn counts as drawn on the
     * first day of all.
     */
    private void cover(LocalDate day, Instant now) {
        if (now.isBefore(day.plusDays(LATE_DAYS).atStartOfDay(London.ZONE).toInstant())) {
            return;
        }
        jdbc.sql("""
                        with day as (
                          select seed, cover_days from review.sample_day
                          where force_id = :force and day = :day and cover_days > 0
                        ), seen as materialized (
                          select staff_id, event_key, occurred_at from explanation.verdict
                          where force_id = :force and occurred_at >= :from and occurred_at < :to and staff_id is not null
                            and exists (select from day)
                        ), person as materialized (
                          select s.staff_id, coalesce(max(a.day), (
                            select min(day) from review.sample_day where force_id = :force)) as last_day
                          from (select distinct staff_id from seen) s
                          left join (
                            select v.staff_id, a.day from review.sample_access a
                            join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                              and v.occurred_at = a.occurred_at
                            where a.force_id = :force and a.day <= :day) a on a.staff_id = s.staff_id
                          group by 1
                        ), due as (
                          select p.staff_id from person p cross join day where p.last_day < :day and %s
                        )
                        insert into review.sample_access (force_id, event_key, occurred_at, day, drawn_for)
                        select distinct on (e.staff_id) :force, e.event_key, e.occurred_at, :day, 'COVERAGE'
                        from due join seen e on e.staff_id = due.staff_id
                        order by e.staff_id, %s
                        on conflict do nothing
                        """.formatted(
                        SampleDraw.COVERED.replace(":seed::bytea", "day.seed").replace(":coverDays", "day.cover_days"),
                        SampleDraw.ORDER.replace(":seed::bytea", "(select seed from day)")))
                .param("force", force.id())
                .param("day", day)
                .param("from", Timestamp.from(day.atStartOfDay(London.ZONE).toInstant()))
                .param(
                        "to",
                        Timestamp.from(day.plusDays(1).atStartOfDay(London.ZONE).toInstant()))
                .update();
    }
}
