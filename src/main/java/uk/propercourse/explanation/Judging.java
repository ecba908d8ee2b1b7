package uk.propercourse.explanation;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/**
 * Judges accesses a slice at a time, all in set-based SQL: first who it was, then, when an access settles, whether
 * casework explains it.
 *
 * <p>All methods run in the caller's transaction; the events of the
 * slice are in the temporary table {@code judged} until the next call or its end.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Judging {

    /** The event of a queue's row {@code t}; the fence makes it a look-up by key, never a scan of the partition. */
    private static final String EVENT = """
            select * from access.access_event
            where force_id = :force and event_key = t.event_key and occurred_at = t.occurred_at offset 0
            """;

    /** What is copied of an event, in the order in which tables name it. */
    private static final String SEEN =
            "system_code, account_id, on_behalf_of, action, record_type, record_id, case_ref, terminal_id";

    /** Which judge settles the events of {@code judged}: all of a person's the same. */
    private static final String PART =
            "mod(abs(hashtext(coalesce(staff_id, account_id))::bigint), " + DueQueue.PARTS + ")";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Force force;
    private final JudgedTables tables;
    private final BestExplanations explanations;
    /** As a constant of SQL, which costs nothing a row. */
    private final String settleAfter;

    Judging(
            JdbcClient jdbc,
            JdbcTemplate template,
            Force force,
            ExplanationPolicy policy,
            JudgedTables tables,
            BestExplanations explanations) {
        this.jdbc = jdbc;
        this.template = template;
        this.force = force;
        this.tables = tables;
        this.explanations = explanations;
        this.settleAfter = ExplanationPolicy.interval(policy.settleAfter());
    }

    /**
     * Takes the arrivals of the slice, attributes them to staff, stores an empty verdict and queues them for
     * settling; those that do not settle by {@code asOf} also for being judged for the time being.
     *
     * @param holding told as soon as no account can come in any more until the transaction ends
     * @return how many events {@code judged} now holds
     */
    public int attribute(DueQueue.Slice slice, Instant asOf, Lags lags, Runnable holding) {
        // Whoever settles relies on the holder found here, unless one arrives later: none may arrive meanwhile.
        template.execute("lock table people.account in share mode");
        holding.run();
        begin();
        // However few arrivals the planner expects, the accounts are read once, not once for each.
        template.execute("set local enable_nestloop = off");
        int taken = jdbc.sql("""
                        with taken as (
                          delete from access.arrival
                          where force_id = :force and occurred_at > :after and occurred_at <= :end
                          returning occurred_at, event_key
                        )
                        insert into judged (event_key, occurred_at, due_at, known_at, system_code, account_id,
                          on_behalf_of, action, record_type, record_id, case_ref, terminal_id, staff_id, principal_id)
                        select e.event_key, e.occurred_at, e.occurred_at,
                          least(:asOf::timestamptz, e.occurred_at + %s),
                          e.system_code, e.account_id, e.on_behalf_of, e.action, e.record_type, e.record_id, e.case_ref, e.terminal_id,
                          %s
                        from (select e.* from taken t cross join lateral (%s) e offset 0) e
                        %s
                        """.formatted(settleAfter, JudgedTables.WHO_OF_SLICE, EVENT, JudgedTables.ONLY_HOLDER))
                .param("force", force.id())
                .param("after", Timestamp.from(slice.after()))
                .param("end", Timestamp.from(slice.end()))
                .param("asOf", Timestamp.from(asOf))
                .update();
        template.execute("set local enable_nestloop = on");
        if (taken == 0) {
            return 0;
        }
        store(lags);
        return taken;
    }

    /** Of a slice a fifth of the usual sample says enough to the planner, and it is taken several times a slice. */
    private void begin() {
        tables.begin();
        template.execute("set local default_statistics_target = 20");
    }

    /** The verdict says nothing yet: it is judged later in the run, when it settles or at the end. */
    private void store(Lags lags) {
        queue("occurred_at + " + ExplanationPolicy.interval(lags.first()), "");
        queueProvisional();
        saveProducts();
        jdbc.sql("""
                        insert into explanation.verdict (force_id, event_key, occurred_at, staff_id, record_type,
                          record_id, explained, strength, template, settled, evaluated_at)
                        select :force, event_key, occurred_at, staff_id, record_type, record_id, false, 0, null, false, known_at
                        from judged order by occurred_at, event_key
                        """).param("force", force.id()).update();
    }

    private void queueProvisional() {
        jdbc.sql("""
                        insert into explanation.provisional (force_id, event_key, occurred_at, part, %1$s, staff_id, principal_id)
                        select :force, event_key, occurred_at, %2$s, %1$s, staff_id, principal_id
                        from judged where known_at < occurred_at + %3$s
                        """.formatted(SEEN, PART, settleAfter))
                .param("force", force.id())
                .update();
    }

    /**
     * Judges for the time being what arrived and has not settled, by what is known at {@code asOf}. It comes after all that
     * settles by then, so that it does not matter which of the two was quicker; rules do not ask about it.
     */
    public void judgeProvisionally(DueQueue.Share share, Instant asOf) {
        begin();
        int waiting = jdbc.sql(explanations.putIntoJudged("""
                        taken as (
                          delete from explanation.provisional
                          where force_id = :force and part between :first and :last and occurred_at <= :asOf
                          returning event_key, occurred_at, %1$s, staff_id, principal_id
                        ), due as materialized (
                          select event_key, occurred_at, :asOf::timestamptz as due_at, :asOf::timestamptz as known_at, %1$s,
                            staff_id, principal_id
                          from taken where :asOf < occurred_at + %2$s
                        )""".formatted(SEEN, settleAfter), SEEN))
                .param("force", force.id())
                .param("first", share.firstPart())
                .param("last", share.lastPart())
                .param("asOf", Timestamp.from(asOf))
                .update();
        if (waiting > 0) {
            explanations.find();
            saveVerdicts();
        }
    }

    /**
     * Queues the events of {@code judged}, with what was seen of them.
     *
     * @param dueAt SQL for when they are due, over their rows and what is joined to them
     * @param rest SQL of what is joined to them, and of which are meant; empty for all
     */
    private void queue(String dueAt, String rest) {
        jdbc.sql("""
                        insert into explanation.settling (force_id, due_at, event_key, occurred_at, part, %1$s,
                          staff_id, principal_id)
                        select :force, %2$s, event_key, occurred_at, %3$s, %1$s, staff_id, principal_id
                        from judged %4$s
                        """.formatted(SEEN, dueAt, PART, rest))
                .param("force", force.id())
                .update();
    }

    /** What people wrote, under the name of whoever it was as far as known now. */
    private void saveProducts() {
        jdbc.sql("""
                        insert into explanation.product as known
                          (force_id, event_key, occurred_at, staff_id, record_type, record_id)
                        select :force, event_key, occurred_at, staff_id, record_type, record_id from judged
                        where action in ('CREATE', 'UPDATE') and staff_id is not null and record_id is not null
                        on conflict (force_id, event_key) do update set staff_id = excluded.staff_id
                        where known.staff_id <> excluded.staff_id
                        """).param("force", force.id()).update();
    }

    /**
     * Judges the events of a share of the slice that are due, and queues them for the next lag. {@code judged} then
     * holds those that rules wait for no longer.
     *
     * @return how many events were judged
     */
    public int settle(DueQueue.Slice slice, DueQueue.Share share, Lags lags) {
        begin();
        int taken = jdbc.sql(explanations.putIntoJudged("""
                        taken as (
                          delete from explanation.settling
                          where force_id = :force and due_at > :after and due_at <= :end and part between :first and :last
                          returning event_key, occurred_at, due_at, %1$s, staff_id, principal_id
                        ), once as (
                          select distinct on (event_key) * from taken order by event_key, due_at desc
                        ), due as materialized (
                          select event_key, occurred_at, due_at, due_at as known_at, %1$s, staff_id, principal_id
                          from once where system_code is not null
                          union all
                          select t.event_key, t.occurred_at, t.due_at, t.due_at, %1$s, %2$s
                          from (select event_key, occurred_at, due_at from once where system_code is null) t
                          cross join lateral (%3$s) e
                        )""".formatted(SEEN, JudgedTables.WHO, EVENT), SEEN))
                .param("force", force.id())
                .param("first", share.firstPart())
                .param("last", share.lastPart())
                .param("after", Timestamp.from(slice.after()))
                .param("end", Timestamp.from(slice.end()))
                .update();
        if (taken > 0) {
            explanations.find();
            keepEarlier();
            saveVerdicts();
            saveProducts();
            queueNext(lags);
            leaveOutEarly(lags);
            saveUnexplained();
        }
        return taken;
    }

    /** What is judged again before its time may wait for it already. */
    private void queueNext(Lags lags) {
        if (lags.isSettlingOnly()) {
            return;
        }
        String next = lags.each(", case when occurred_at + %1$s > due_at then %1$s end")
                .substring(2);
        queue("occurred_at + next.lag", """
                        cross join lateral (select least(%s) as lag) next where next.lag is not null
                        on conflict do nothing
                        """.formatted(next));
    }

    /** What was judged again before its time has a better verdict now, but rules wait until it is due. */
    private void leaveOutEarly(Lags lags) {
        jdbc.sql("delete from judged where due_at < occurred_at + " + ExplanationPolicy.interval(lags.first()))
                .update();
    }

    /** The settled unexplained ones once more, by person and by record: they are few, and facts ask for them often. */
    private void saveUnexplained() {
        jdbc.sql("""
                        delete from explanation.unexplained u using judged j
                        where j.explained and u.force_id = :force and u.event_key = j.event_key
                        """).param("force", force.id()).update();
        jdbc.sql("""
                        insert into explanation.unexplained as known
                          (force_id, event_key, occurred_at, staff_id, record_type, record_id)
                        select :force, event_key, occurred_at, staff_id, record_type, record_id from judged
                        where not explained and staff_id is not null and due_at >= occurred_at + %s
                        on conflict (force_id, event_key) do update set staff_id = excluded.staff_id
                        where known.staff_id <> excluded.staff_id
                        """.formatted(settleAfter)).param("force", force.id()).update();
    }

    /** Verdicts that had settled and say something else now, as they were. */
    private void keepEarlier() {
        jdbc.sql("""
                        insert into explanation.earlier_verdict (force_id, event_key, replaced_at, staff_id, explained,
                          strength, template, evaluated_at)
                        select v.force_id, v.event_key, j.known_at, v.staff_id, v.explained, v.strength, v.template,
                          v.evaluated_at
                        from judged j
                        cross join lateral (
                          select * from explanation.verdict
                          where force_id = :force and event_key = j.event_key and occurred_at = j.occurred_at offset 0) v
                        where j.due_at > j.occurred_at + %s and v.settled
                          and (v.explained, v.template, v.staff_id) is distinct from (j.explained, j.template, j.staff_id)
                        on conflict do nothing
                        """.formatted(settleAfter)).param("force", force.id()).update();
    }

    /**
     * Each verdict is looked up by its key: a scan of the month for one slice of it would cost more the more there is. Before it
     * settles, one that rests on what was known later stays.
     */
    private void saveVerdicts() {
        template.execute("set local enable_hashjoin = off");
        template.execute("set local enable_mergejoin = off");
        jdbc.sql("""
                        update explanation.verdict v set explained = j.explained, strength = j.strength,
                          template = j.template, settled = v.settled or j.known_at >= j.occurred_at + %1$s,
                          evaluated_at = greatest(v.evaluated_at, j.known_at),
                          staff_id = j.staff_id
                        from judged j
                        where v.force_id = :force and v.event_key = j.event_key and v.occurred_at = j.occurred_at
                          and (j.known_at >= j.occurred_at + %1$s or j.known_at >= v.evaluated_at)
                        """.formatted(settleAfter)).param("force", force.id()).update();
        template.execute("set local enable_hashjoin = on");
        template.execute("set local enable_mergejoin = on");
    }
}
