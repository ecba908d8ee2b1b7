package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * The random sample of accesses: each day is committed to before it begins, drawn and revealed when it is over, and what was
 * drawn is judged by people. Every step becomes a leaf of the ledger.
 */
@Service
@WebOnly
public class Sampling {

    private static final String KIND = "SAMPLE";

    /** Feeds may be late by so many days: then the draw of a day is final. */
    private static final int LATE_DAYS = 8;

    private static final int SHOWN_DAYS = 90;

    private final JdbcClient jdbc;
    private final SamplingPolicy policy;
    private final Ledger ledger;
    private final Compartments compartments;
    private final Force force;
    private final TransactionTemplate transaction;

    Sampling(
            JdbcClient jdbc,
            SamplingPolicy policy,
            Ledger ledger,
            Compartments compartments,
            Force force,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.ledger = ledger;
        this.compartments = compartments;
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
                    KIND,
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
                .forEach(content -> ledger.record(KIND, content));
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

    /**
     * The days of the last three months, newest first; a seed only when its day is over. Neither here nor in the estimate are
     * the user's own accesses, or nobody could be judged without learning of it.
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
    public List<SampleDay> listDays(SignedInUser user, LocalDate today) {
        return jdbc.sql("""
                        select d.day, d.one_in, d.cover_days, encode(d.commitment, 'hex'), d.committed_at,
                          case when d.revealed_at is not null then encode(d.seed, 'hex') end, d.accesses,
                          count(*) filter (where a.drawn_for = 'LOT'), count(*) filter (where a.drawn_for = 'COVERAGE'),
                          count(*) filter (where a.explained), count(a.judgement),
                          count(*) filter (where a.judgement = 'NOT_SHOWN')
                        from review.sample_day d
                        left join (
                          select a.*, v.explained from review.sample_access a
                          left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                            and v.occurred_at = a.occurred_at
                          where %s) a on a.force_id = d.force_id and a.day = d.day
                        where d.force_id = :force and d.day > :since
                        group by d.force_id, d.day order by d.day desc
                        """.formatted(Visibility.notTheirs("v")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", today.minusDays(SHOWN_DAYS))
                .query((row, n) -> new SampleDay(
                        row.getObject(1, LocalDate.class),
                        row.getInt(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getString(6),
                        row.getObject(7, Long.class),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12)))
                .list();
    }

    /** What the judged ones of the last three months say. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
    public SampleEstimate estimate(SignedInUser user, LocalDate today) {
        return jdbc.sql("""
                        select count(*) filter (where a.judgement in ('IN_ORDER', 'NOT_SHOWN')),
                          count(*) filter (where a.judgement = 'NOT_SHOWN'),
                          (select coalesce(sum(accesses), 0) from review.sample_day where force_id = :force and day > :since)
                        from review.sample_access a
                        left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                          and v.occurred_at = a.occurred_at
                        where a.force_id = :force and a.day > :since and a.drawn_for = 'LOT' and %s
                        """.formatted(Visibility.notTheirs("v")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", today.minusDays(SHOWN_DAYS))
                .query((row, n) -> new SampleEstimate(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** What was drawn of a day, those to be judged first; without the user's own and their associates'. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public List<SampledAccess> listDrawn(SignedInUser user, LocalDate day) {
        return Visibility.bind(jdbc.sql("""
                                select a.event_key, a.occurred_at, e.system_code, e.event_id, e.action, e.record_type, e.record_id,
                                  v.staff_id, coalesce(v.explained, false) as explained, v.template, a.drawn_for, a.judgement, a.reason,
                                  a.judged_by
                                from review.sample_access a
                                join access.access_event e on e.force_id = a.force_id and e.event_key = a.event_key
                                  and e.occurred_at = a.occurred_at
                                left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                                  and v.occurred_at = a.occurred_at
                                where a.force_id = :force and a.day = :day and %s and :user::text is not null
                                order by a.judgement is not null, a.occurred_at, a.event_key
                                """.formatted(Visibility.notTheirs("v"))), user)
                .param("force", force.id())
                .param("day", day)
                .query((row, n) -> new SampledAccess(
                        row.getObject("event_key", UUID.class),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("system_code"),
                        row.getString("event_id"),
                        row.getString("action"),
                        row.getString("record_type"),
                        row.getString("record_id"),
                        row.getString("staff_id") == null ? null : new StaffId(row.getString("staff_id")),
                        row.getBoolean("explained"),
                        row.getString("template"),
                        row.getString("drawn_for").equals("COVERAGE"),
                        row.getString("judgement") == null
                                ? null
                                : SampledAccess.Judgement.valueOf(row.getString("judgement")),
                        row.getString("reason"),
                        row.getString("judged_by")))
                .list();
    }

    /**
     * Judges a drawn access. A later judgement takes the place of an earlier one; the ledger keeps both. Whoever reads a covert
     * matter about the person may not, because everybody would see what they think; the others judge as though there were none.
     *
     * @throws SampledAccessNotFoundException when it was not drawn, or is the user's own or an associate's
     * @throws SampledAccessCovertException when the user reads a covert matter about the person
     */
    @Transactional
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public void judge(
            SignedInUser user,
            LocalDate day,
            UUID eventKey,
            SampledAccess.Judgement judgement,
            String reason,
            Instant now) {
        SampledAccess access = listDrawn(user, day).stream()
                .filter(drawn -> drawn.eventKey().equals(eventKey))
                .findFirst()
                .orElseThrow(SampledAccessNotFoundException::new);
        if (access.staff() != null && compartments.find(user, access.staff()).isPresent()) {
            throw new SampledAccessCovertException();
        }
        jdbc.sql("""
                        update review.sample_access
                        set judgement = :judgement, reason = :reason, judged_by = :by, judged_at = :now
                        where force_id = :force and event_key = :key
                        """)
                .param("judgement", judgement.name())
                .param("reason", reason)
                .param("by", user.getUsername())
                .param("now", Timestamp.from(now))
                .param("force", force.id())
                .param("key", eventKey)
                .update();
        ledger.record(
                KIND,
                Map.of(
                        "step", "judged",
                        "event", eventKey.toString(),
                        "judgement", judgement.name(),
                        "reason", reason,
                        "by", user.getUsername(),
                        "at", now.toString()));
    }
}
