package uk.propercourse.explanation;

import static uk.propercourse.explanation.ExplanationPolicy.interval;

import java.util.Arrays;
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
    private final TemplateConditions conditions;

    CandidateSql(ExplanationPolicy policy) {
        this.policy = policy;
        this.conditions = new TemplateConditions(policy);
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
                .transform(conditions::define);
    }
}
