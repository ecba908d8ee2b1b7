package uk.propercourse.explanation;

import static uk.propercourse.explanation.ExplanationPolicy.interval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that walks from accesses to what may explain them. One text serves a batch and a single access, so that the
 * page shows what the judgement saw.
 */
final class CandidateSql {

    private static final String RELATED = """
            select w.record_type, w.record_id, n.to_type as via_type, n.to_id as via_id, n.relation,
              null::uuid as event_key
            from wanted w join casework.record_relation n
              on n.force_id = :force and n.from_id = w.record_id and n.from_type = w.record_type
            union all
            select w.record_type, w.record_id, n.from_type, n.from_id, n.relation, null
            from wanted w join casework.record_relation n
              on n.force_id = :force and n.to_id = w.record_id and n.to_type = w.record_type
            """;

    /** How long after a case closed somebody who is assigned to it still counts as put on it. */
    private static final String LONG_CLOSED = "interval '90 days'";

    private static final String ASSIGNEE_POSTED = """
            exists (
              select from people.posting p
              where p.force_id = :force and p.staff_id = a.staff_id
                and p.valid_from <= e.occurred_at and (p.valid_to is null or e.occurred_at < p.valid_to) and %s)""";

    private static final String ON_DUTY = """
            exists (
              select from people.duty d
              where d.force_id = :force and d.staff_id = e.actor_id
                and d.starts_at between e.occurred_at - interval '30 hours' and e.occurred_at + interval '1 hour'
                and d.ends_at >= e.occurred_at - interval '1 hour')""";

    /**
     * The assignments of those cases that are not there yet; the unit that a case belongs to counts as one of role CASE_UNIT.
     */
    static final String ASSIGNED = """
            insert into assigned
            with cases as materialized (
              select c.case_ref, c.kind, c.opened_at, coalesce(c.closed_at, 'infinity') as ends_at, c.unit_id
              from (
                select distinct case_ref from reach r
                where not exists (select from assigned a where a.case_ref = r.case_ref) order by 1) r
              cross join lateral (
                select * from casework.case_file where force_id = :force and case_ref = r.case_ref offset 0) c
            )
            select a.case_ref, a.role, a.staff_id, a.unit_id, a.valid_from, coalesce(a.valid_to, 'infinity'),
              a.recorded_at, a.recorded_by, c.kind
            from cases c join casework.case_assignment a on a.force_id = :force and a.case_ref = c.case_ref
            union all
            select case_ref, 'CASE_UNIT', null, unit_id, opened_at, ends_at, null, null, kind
            from cases where unit_id is not null
            """;

    /**
     * The keys of those judged accesses {@code j} that reach a case by a link or an assignment which the accessor recorded: only of
     * these does it matter when they first looked.
     */
    static String tiedByThemselves(String which) {
        return """
                select j.event_key from judged j
                join (
                  select distinct r.record_type, r.record_id, by.staff_id
                  from reach r left join assigned a on a.case_ref = r.case_ref
                  cross join lateral (values (r.recorded_by), (a.recorded_by)) by (staff_id)
                  where by.staff_id is not null) r
                  on r.record_id = j.record_id and r.record_type = j.record_type and r.staff_id in (j.staff_id, j.principal_id)
                where %s
                """.formatted(which);
    }

    private final ExplanationPolicy policy;
    /** As a constant of SQL, which costs nothing a row. */
    private final String settleAfter;

    CandidateSql(ExplanationPolicy policy) {
        this.policy = policy;
        this.settleAfter = interval(policy.settleAfter());
    }

    /**
     * The cases that records of the judged accesses {@code j} reach by themselves, as far as they can matter to the batch (linked by
     * then, and open within the longest span that a template looks back, or closed before and somebody assigned since): a case
     * reaches itself, any other record those that it is linked to.
     */
    String reach(String which) {
        return reach("""
                select w.record_type, w.record_id, w.record_type as via_type, w.record_id as via_id, null::text as relation,
                  null::uuid as event_key
                from wanted w
                """, which) + """
                union all
                select w.record_type, w.record_id, false, w.record_type, w.record_id, null, c.case_ref,
                  null, null, null, coalesce(c.closed_at, 'infinity'), null
                from wanted w join casework.case_file c on c.force_id = :force and c.case_ref = w.record_id
                where w.record_type = 'CASE'
                """;
    }

    /** The cases that they reach through the records they are related to. */
    String reachRelated(String which) {
        return reach(RELATED, which);
    }

    /** What {@link #reachRelated} reaches, and what single accesses reach through the record that was opened next ({@link NearMiss}). */
    String reachThroughOthers(String which) {
        return reach(RELATED + "union all\n" + NearMiss.sql(policy, which), which);
    }

    /**
     * The fence makes links a look-up by record, whatever the planner expects of a slice that it has no statistics of. Here and
     * below, what is looked up stands in the order of the index that it is found by, so that neighbours share a page.
     */
    private String reach(String near, String which) {
        return """
                insert into reach
                with wanted as materialized (
                  select distinct record_type, record_id from judged j
                  where record_id is not null and staff_id is not null and %1$s
                  order by record_id, record_type
                ), span as materialized (
                  select min(occurred_at) - %3$s as live, min(occurred_at) - %4$s as first, max(known_at) as known from judged
                )
                select n.record_type, n.record_id, n.relation is not null, n.via_type, n.via_id, n.relation, l.case_ref,
                  l.linked_at, l.recorded_by, l.role, l.open_until, n.event_key
                from (%2$s) n
                cross join lateral (
                  select case_ref, linked_at, recorded_by, role, open_until from casework.case_link
                  where force_id = :force and record_id = n.via_id and record_type = n.via_type
                    and open_until >= (select least(live, first) from span) and linked_at <= (select known from span) offset 0) l
                where l.open_until >= (select live from span)
                  or l.open_until >= (select first from span) and exists (
                    select from casework.case_assignment a
                    where a.force_id = :force and a.case_ref = l.case_ref and a.valid_from >= (select live from span) offset 0)
                """.formatted(which, near, interval(policy.lookBack()), LONG_CLOSED);
    }

    /** Each access with each case and assignment that some template accepts; the template is the best for that row. */
    String candidates() {
        return candidates("not j.explained");
    }

    /**
     * The same for those of the judged accesses {@code j} that meet the condition. The fence keeps the templates from being looked up
     * once to choose a row and once more to say what it is.
     */
    String candidates(String which) {
        return """
                with acting as materialized (
                  select j.event_key, j.occurred_at, j.known_at, j.first_look, j.record_type, j.record_id, who.actor_id,
                    who.by_principal,
                    array(
                      select p.unit_id from people.posting p
                      where p.force_id = :force and p.staff_id = who.actor_id
                        and p.valid_from - posting_lag <= j.occurred_at
                        and (p.valid_to is null or j.occurred_at < p.valid_to)) as unit_ids,
                    not who.by_principal and %s as product
                  from judged j
                  cross join lateral (
                    select j.staff_id as actor_id, false as by_principal where j.staff_id is not null
                    union all
                    select j.principal_id, true where j.principal_id <> j.staff_id) who
                  where j.record_id is not null and %s
                    and exists (select from reach r where r.record_id = j.record_id and r.record_type = j.record_type)
                )
                select * from (
                  select e.event_key, e.known_at, r.case_ref, a.kind, r.hop, r.via_type, r.via_id, r.relation, r.linked_at,
                    r.recorded_by as link_recorded_by, r.link_role, a.role, a.staff_id, a.unit_id, a.valid_from,
                    a.recorded_by,
                    case
                    when r.event_key is not null then case when %s then 'NEAR_MISS' end
                    %s
                    end as template
                  from acting e
                  join reach r on r.record_id = e.record_id and r.record_type = e.record_type
                    and (r.linked_at is null or r.linked_at <= e.known_at)
                    and (r.event_key is null or r.event_key = e.event_key)
                  join assigned a on a.case_ref = r.case_ref
                  where a.valid_from <= e.occurred_at + interval '8 days' offset 0) tie
                where template is not null
                """.formatted(
                        WorkProduct.EXISTS,
                        which,
                        ExplanationTemplate.NEAR_MISS.condition(),
                        Arrays.stream(ExplanationTemplate.values())
                                .filter(t -> t != ExplanationTemplate.NEAR_MISS)
                                .map(t -> "when " + t.condition() + " then '" + t.name() + "'")
                                .collect(Collectors.joining("\n")))
                .transform(this::defined);
    }

    /**
     * The ties of accesses to own cases of the accessor that may explain them, and whether one does whichever of the looks was the
     * first that nothing explained ({@code certain}). Most accesses have one and nothing ranks above it, so that they need no search
     * for anything else. Cases are looked up once for each person and record: people look at a record more than once a day.
     *
     * @param accesses the name of a table that has them as {@code judged} does
     */
    String ownTies(String accesses) {
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
                        ownCaseIf("a.earliest_look", "e.occurred_at"),
                        pairs(accesses),
                        interval(policy.after()),
                        looks(unsettledSince(accesses)),
                        ownCaseIf("e.occurred_at", "a.earliest_look"));
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
                """.formatted(interval(policy.firstLook()), settleAfter, accesses);
    }

    /**
     * The looks of a pair of person and record {@code p} that nothing explained, between {@code p.since} and {@code p.until}: the few
     * that stayed so and, of a pair that has an access which does not settle in its turn ({@code p.early}), those that have yet to settle.
     * Adding nothing to the name, or to the time, keeps the planner from walking all that the person did, or all that
     * happened, instead of what is known of the record: while a first run fills the tables it has no statistics to know better.
     *
     * @param unsettledSince SQL that selects since when there may be accesses that have yet to settle
     */
    private static String looks(String unsettledSince) {
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

    /** The judged accesses that one of those ties ({@code own_tie}) explains with the first look that they have. */
    String explainedByOwnCase() {
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
                """.formatted(firstLooks("select event_key from own_tie"), ownCaseIf("e.first_look", "e.first_look"));
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

    /** The condition where the first look is known to lie between two times. */
    private String ownCaseIf(String earliest, String latest) {
        return "(" + defined(ExplanationTemplate.OWN_CASE.condition(), earliest, latest) + ")";
    }

    private String defined(String sql) {
        return defined(sql, "e.first_look", "e.first_look");
    }

    private String defined(String sql, String earliestFirstLook, String latestFirstLook) {
        String text = sql;
        for (List<String> definition : List.of(
                List.of("supervises_assignee", ASSIGNEE_POSTED.formatted("p.supervisor_id = e.actor_id")),
                List.of("assignee_in_own_unit", ASSIGNEE_POSTED.formatted("p.unit_id = any (e.unit_ids)")),
                List.of("on_duty", ON_DUTY),
                // The access falls into the work: from just before the assignment to just after it or the case ended.
                List.of(
                        "in_window",
                        "e.occurred_at between a.valid_from - before_grace "
                                + "and least(a.ends_at, r.closed_or_open) + after_grace"),
                // The work had ended, but not long ago. (Before the words that it is made of.)
                List.of(
                        " ended",
                        " (e.occurred_at > least(a.ends_at, r.closed_or_open) + after_grace "
                                + "and e.occurred_at <= least(a.ends_at, r.closed_or_open) + work_ended_for)"),
                // The assignment was on record, and not recorded by the accessor for himself after the look.
                List.of(
                        "assignment_known",
                        "(a.recorded_at is null or a.recorded_at <= e.known_at "
                                + "and not (a.recorded_by is not distinct from e.actor_id and a.recorded_at > "
                                + "greatest(e.occurred_at, earliest_first_look + before_grace)))"),
                // The link was on record, and if the accessor recorded it after looking, the look opened the work.
                List.of(
                        "link_known",
                        "(r.linked_at is null or r.recorded_by is distinct from e.actor_id "
                                + "or r.linked_at <= earliest_first_look "
                                + "or earliest_first_look >= a.valid_from - before_grace "
                                + "and latest_first_look <= a.valid_from + opening_move)"),
                List.of("earliest_first_look", earliestFirstLook),
                List.of("latest_first_look", latestFirstLook),
                List.of("before_grace", interval(policy.before())),
                List.of("after_grace", interval(policy.after())),
                List.of("opening_move", interval(policy.openingMove())),
                List.of("posting_lag", interval(policy.postingLag())),
                List.of("allocated_for", interval(policy.allocated())),
                List.of("allocated_grace", interval(policy.allocatedAfter())),
                List.of("supervised_grace", interval(policy.supervisedAfter())),
                List.of("attendance_for", interval(policy.attendance())),
                List.of("work_ended_for", interval(policy.workEnded())))) {
            text = text.replace(definition.get(0), definition.get(1));
        }
        return text;
    }
}
