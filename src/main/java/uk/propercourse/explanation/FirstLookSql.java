package uk.propercourse.explanation;

import static uk.propercourse.explanation.ExplanationPolicy.interval;

/** The SQL that finds when a person first looked at a record, of the looks that nothing explained. */
final class FirstLookSql {

    private final ExplanationPolicy policy;
    /** As a constant of SQL, which costs nothing a row. */
    private final String settleAfter;

    FirstLookSql(ExplanationPolicy policy) {
        this.policy = policy;
        this.settleAfter = interval(policy.settleAfter());
    }

    /**
     * SQL that selects since when accesses may be unsettled, where there are any among these that do not settle in their turn: the end
     * of the queue is slow to find while what was played is not swept from it.
     */
    String unsettledSince(String accesses) {
        return """
                select case when exists (select from %1$s where due_at < occurred_at + %2$s) then (
                  select min(due_at) - %2$s from explanation.settling where force_id = :force) end
                """.formatted(accesses, settleAfter);
    }

    /**
     * The looks of a pair of person and record {@code p} that nothing explained, between {@code p.since} and {@code p.until}: the few
     * that stayed so and, of a pair that has an access which does not settle in its turn ({@code p.early}), those that have yet to settle.
     * Adding nothing to the name, or to the time, keeps the planner from walking all that the person did, or all that
     * happened, instead of what is known of the record: while a first run fills the tables it has no statistics to know better.
     *
     * @param unsettledSince SQL that selects since when there may be accesses that have yet to settle
     */
    static String looks(String unsettledSince) {
        return """
                select u.event_key, u.occurred_at from explanation.unexplained u
                where u.force_id = :force and u.record_id = p.record_id
                  and u.record_type = p.record_type and u.staff_id = p.staff_id
                  and u.occurred_at + interval '0' between p.since and p.until
                union all
                select v.event_key, v.occurred_at from explanation.verdict v
                where p.early and v.force_id = :force and v.record_id = p.record_id
                  and v.record_type = p.record_type and v.staff_id || '' = p.staff_id
                  and v.occurred_at between greatest(p.since, (%s)) and p.until
                  and not v.settled
                """.formatted(unsettledSince);
    }

    /**
     * For each of the judged accesses asked about the first of the person's own looks at the record that nothing explained so
     * far, in this slice or before: among the few that stayed unexplained and, for accesses that do not settle in their turn,
     * which comes after all that happened before has settled, among those that have yet to settle, whatever their verdict says
     * for the time being. What is only recalled
     * keeps what its verdict says ({@code stood_explained}). Looks are looked up once for each person and record.
     *
     * @param whose SQL for their keys
     */
    String firstLooks(String whose) {
        return """
                with asked as materialized (%3$s),
                pair as materialized (
                  select staff_id, record_id, record_type, min(occurred_at) - %1$s as since, max(occurred_at) as until,
                    bool_or(due_at < occurred_at + %2$s) as early
                  from judged
                  where event_key in (select event_key from asked) and staff_id is not null and record_id is not null
                  group by 1, 2, 3 order by 2, 3
                ), look as (
                  select j.event_key, j.occurred_at, j.staff_id, j.record_id, j.record_type,
                    not (j.explained or j.stood_explained) or j.due_at < j.occurred_at + %2$s as unexplained
                  from judged j
                  where (j.staff_id, j.record_id, j.record_type) in (select staff_id, record_id, record_type from pair)
                  union all
                  select null, l.occurred_at, p.staff_id, p.record_id, p.record_type, true
                  from pair p
                  cross join lateral (%4$s) l
                  where not exists (select from judged k where k.event_key = l.event_key)
                )
                select f.event_key, f.first_look
                from (
                  select event_key, coalesce(min(occurred_at) filter (where unexplained) over (
                      partition by staff_id, record_id, record_type order by occurred_at
                      range between %1$s preceding and current row), occurred_at) as first_look
                  from look) f
                where f.event_key in (select event_key from asked)
                """.formatted(
                        interval(policy.firstLook()), settleAfter, whose, looks("select max(since) from unsettled"));
    }
}
