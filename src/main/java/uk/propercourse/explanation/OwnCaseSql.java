package uk.propercourse.explanation;

import static uk.propercourse.explanation.ExplanationPolicy.interval;

/** The SQL that finds the ties of accesses to the accessor's own cases. */
final class OwnCaseSql {

    private final ExplanationPolicy policy;
    private final FirstLookSql firstLook;
    private final TemplateConditions conditions;

    OwnCaseSql(ExplanationPolicy policy) {
        this.policy = policy;
        this.firstLook = new FirstLookSql(policy);
        this.conditions = new TemplateConditions(policy);
    }

    /**
     * The ties of accesses to own cases of the accessor that may explain them, and whether one does whichever of the looks was the
     * first that nothing explained ({@code certain}). Most accesses have one and nothing ranks above it, so that they need no search
     * for anything else. Cases are looked up once for each person and record: people look at a record more than once a day.
     *
     * @param accesses the name of a table that has them as {@code judged} does
     */
    String ties(String accesses) {
        return """
                select e.event_key, r.linked_at, r.recorded_by as linked_by, a.valid_from, a.ends_at, a.recorded_at,
                  a.recorded_by as assigned_by, r.closed_or_open, %s as certain
                from (%s) p
                cross join lateral (
                  select l.case_ref, l.linked_at, l.recorded_by, l.open_until from casework.case_link l
                  where l.force_id = :force and l.record_id = p.record_id and l.record_type = p.record_type
                    and l.open_until >= p.first_occurred - %s and l.linked_at <= p.last_known
                  union all
                  select c.case_ref, null, null, coalesce(c.closed_at, 'infinity') from casework.case_file c
                  where p.record_type = 'CASE' and c.force_id = :force and c.case_ref = p.record_id offset 0) l
                cross join lateral (
                  select a.staff_id, a.valid_from, coalesce(a.valid_to, 'infinity') as ends_at, a.recorded_at, a.recorded_by,
                    case when p.staff_id in (l.recorded_by, a.recorded_by)
                      then least(p.first_occurred, (select min(occurred_at) from (%s) look))
                      else p.first_occurred end as earliest_look
                  from casework.case_assignment a
                  where a.force_id = :force and a.case_ref = l.case_ref and a.staff_id = p.staff_id offset 0) a
                cross join lateral (
                  select false as hop, l.linked_at, l.recorded_by, l.open_until as closed_or_open) r
                cross join lateral (
                  select j.*, p.staff_id as actor_id, false as by_principal
                  from unnest(p.event_keys, p.times, p.known) as j (event_key, occurred_at, known_at)) e
                where (r.linked_at is null or r.linked_at <= e.known_at) and %s
                """.formatted(
                        conditions.ownCase("a.earliest_look", "e.occurred_at"),
                        pairs(accesses),
                        interval(policy.after()),
                        FirstLookSql.looks(firstLook.unsettledSince(accesses)),
                        conditions.ownCase("e.occurred_at", "a.earliest_look"));
    }

    /**
     * Each person with each record among the accesses, and those accesses; person by person, as their assignments, which
     * are asked for most, lie side by side.
     */
    private String pairs(String accesses) {
        return """
                select j.staff_id, j.record_type, j.record_id, min(j.occurred_at) as first_occurred, max(j.known_at) as last_known,
                  array_agg(j.event_key) as event_keys, array_agg(j.occurred_at) as times, array_agg(j.known_at) as known,
                  min(j.occurred_at) - %s as since, max(j.occurred_at) as until, bool_or(j.due_at < j.occurred_at + %s) as early
                from %s j
                where j.staff_id is not null and j.record_id is not null
                group by 1, 2, 3 order by 1, 3 offset 0
                """.formatted(interval(policy.firstLook()), interval(policy.settleAfter()), accesses);
    }

    /** The judged accesses that one of those ties ({@code own_tie}) explains with the first look that they have. */
    String explainedByTies() {
        return """
                with first as (%s)
                select t.event_key from own_tie t
                join first on first.event_key = t.event_key
                join judged j on j.event_key = t.event_key
                cross join lateral (
                  select j.staff_id as actor_id, false as by_principal, j.event_key, j.occurred_at, j.known_at,
                    first.first_look) e
                cross join lateral (
                  select false as hop, t.linked_at, t.linked_by as recorded_by, t.closed_or_open) r
                cross join lateral (
                  select j.staff_id, t.valid_from, t.ends_at, t.recorded_at, t.assigned_by as recorded_by) a
                where %s
                """.formatted(
                        firstLook.firstLooks("select event_key from own_tie"),
                        conditions.ownCase("e.first_look", "e.first_look"));
    }
}
