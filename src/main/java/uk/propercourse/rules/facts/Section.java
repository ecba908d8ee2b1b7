package uk.propercourse.rules.facts;

import uk.propercourse.explanation.WorkProduct;

/**
 * A join of the assembler: brings the rows that some facts are read from. {@code j} is the access ({@code judged}, with
 * its London {@code day}), {@code ${judged}} all of them. Joins are on unique keys or limited to one row, so that an access
 * stays one row.
 */
enum Section {
    EVENT(""),
    POSTING("""
            left join lateral (
              select p.role, u.kind as unit_kind from people.posting p
              left join people.unit u on u.force_id = p.force_id and u.unit_id = p.unit_id
              where p.force_id = :force and p.staff_id = j.staff_id and p.valid_from <= j.occurred_at
                and (p.valid_to is null or j.occurred_at < p.valid_to)
              order by p.valid_from desc limit 1) po on true
            """),
    ABSENCE("""
            left join lateral (
              select a.kind from people.absence a
              where a.force_id = :force and a.staff_id = j.staff_id and a.valid_from <= j.occurred_at
                and (a.valid_to is null or j.occurred_at < a.valid_to)
              order by a.kind in ('LEFT', 'SUSPENDED') desc, a.valid_from desc limit 1) ab on true
            """),
    /** Hours to the nearest shift within ten days; no row at all means that the roster is not known. */
    DUTY("""
            left join lateral (
              select extract(epoch from min(greatest(interval '0', d.starts_at - j.occurred_at,
                j.occurred_at - d.ends_at)))::double precision / 3600 as gap
              from people.duty d
              where d.force_id = :force and d.staff_id = j.staff_id
                and d.starts_at between j.occurred_at - interval '10 days' and j.occurred_at + interval '10 days') du on true
            """),
    /** What the source kept as the reason; asked of unexplained accesses. */
    REASON("""
            left join lateral (
              select e.reason_text is not null as given, kernel.key(e.reason_text) as key from access.access_event e
              where not j.explained and e.force_id = :force and e.event_key = j.event_key
                and e.occurred_at = j.occurred_at offset 0) re on true
            """),
    /** Whether a course that the system demands was valid; known where anybody's training in it is. */
    TRAINING("""
            left join lateral (
              select exists (
                select from people.training t
                where t.force_id = :force and t.staff_id = j.staff_id and t.course_code = s.training_course
                  and t.completed_on <= j.day and (t.expires_on is null or t.expires_on >= j.day)) as valid
              from access.source_system s
              where s.force_id = :force and s.system_code = j.system_code and s.training_course is not null
                and exists (
                  select from people.training t where t.force_id = :force and t.course_code = s.training_course)
              ) tr on true
            """),
    /** Whether a finding of misuse in the two years before was known. */
    PROVEN("""
            left join lateral (
              select true as proven from rules.proven_person p
              where p.force_id = :force and p.staff_id = j.staff_id and p.proven_on < j.day
                and p.proven_on > j.day - 730
              limit 1) pp on true
            """),
    STAFF("left join people.staff st on st.force_id = :force and st.staff_id = j.staff_id\n"),
    RECORD("""
            left join casework.record rec
              on rec.force_id = :force and rec.record_id = j.record_id and rec.record_type = j.record_type
            """),
    OWN("""
            left join casework.own_record own on own.force_id = :force and own.staff_id = j.staff_id
              and own.record_id = j.record_id and j.record_type = 'PERSON'
            """),
    HOME("""
            left join people.home hm on hm.force_id = :force and hm.staff_id = j.staff_id
              and hm.address_key = rec.address_key and hm.postcode_key = rec.postcode_key
            """),
    DECLARED("""
            left join people.association da on da.force_id = :force and da.staff_id = j.staff_id
              and da.record_id = j.record_id and da.record_type = j.record_type
            """),
    /** A recorded relation between the member of staff's own person record and the record, in either direction. */
    KIN("""
            left join lateral (
              select max(k.relation) as relation, true as own_known
              from casework.own_record o
              left join lateral (
                select n.relation from casework.record_relation n
                where n.force_id = :force and n.from_id = o.record_id and n.from_type = 'PERSON'
                  and n.to_id = j.record_id and n.to_type = j.record_type
                union all
                select n.relation from casework.record_relation n
                where n.force_id = :force and n.to_id = o.record_id and n.to_type = 'PERSON'
                  and n.from_id = j.record_id and n.from_type = j.record_type) k on true
              where o.force_id = :force and o.staff_id = j.staff_id
              having count(*) > 0) kin on true
            """),
    SURNAME("""
            left join casework.surname_frequency sf on sf.force_id = :force and sf.surname_key = rec.surname_key
            """),
    COLLEAGUE("""
            left join lateral (
              select o.staff_id from casework.own_record o
              where o.force_id = :force and o.record_id = j.record_id and j.record_type = 'PERSON'
                and o.staff_id <> j.staff_id
              limit 1) col on true
            """),
    REFERENCE("""
            left join lateral (
              select * from casework.case_file where force_id = :force and case_ref = j.case_ref offset 0) cf on true
            left join lateral (
              select true as linked from (${near}) n
              join casework.case_link l on l.force_id = :force and l.case_ref = j.case_ref and l.record_id = n.id
                and l.record_type = n.type and l.linked_at <= j.known_at
              limit 1) rl on true
            """),
    /** Whether the person, or a unit of theirs, was assigned to the quoted case at that moment. */
    ON_QUOTED_CASE("""
            left join lateral (
              select true as assigned from casework.case_assignment a
              where a.force_id = :force and a.case_ref = j.case_ref and a.valid_from <= j.occurred_at
                and (a.valid_to is null or j.occurred_at < a.valid_to)
                and (a.staff_id = j.staff_id or a.unit_id in (
                  select p.unit_id from people.posting p
                  where p.force_id = :force and p.staff_id = j.staff_id and p.valid_from <= j.occurred_at
                    and (p.valid_to is null or j.occurred_at < p.valid_to)))
              limit 1) qc on true
            """),
    /**
     * The person's unexplained looks at the same record up to this one; asked only of unexplained accesses. Adding nothing to the
     * name keeps the planner from walking the person's looks instead of the record's.
     */
    HISTORY("""
            left join (
              with asked as materialized (
                select j.event_key, j.staff_id, j.record_type, j.record_id, j.occurred_at from ${judged}
                where not j.explained and j.record_id is not null
              ), look as materialized (
                select p.staff_id, p.record_type, p.record_id, v.occurred_at as at,
                  (v.occurred_at at time zone 'Europe/London')::date as day
                from (
                  select staff_id, record_type, record_id, max(occurred_at) as until from asked group by 1, 2, 3) p
                cross join lateral (
                  select v.occurred_at from explanation.unexplained v
                  where v.force_id = :force and v.record_id = p.record_id and v.record_type = p.record_type
                    and v.staff_id || '' = p.staff_id and v.occurred_at <= p.until offset 0) v
              ), moment as (
                select null::uuid as event_key, staff_id, record_type, record_id, at, at as seen,
                  day is distinct from lag(day) over (partition by staff_id, record_type, record_id order by at) as new_day
                from look
                union all
                select event_key, staff_id, record_type, record_id, occurred_at, null, null from asked
              ), summed as (
                select event_key, count(seen) over so_far as looks, count(*) filter (where new_day) over so_far as days,
                  extract(epoch from max(seen) over so_far - min(seen) over so_far) / 86400.0 as span
                from moment
                window so_far as (partition by staff_id, record_type, record_id order by at)
              )
              select * from summed where event_key is not null) hi on hi.event_key = j.event_key
            """),
    /** Whether the person wrote something on the record or its cases within a day; asked of unexplained ones. */
    PRODUCT("left join lateral (select " + WorkProduct.EXISTS + " as found where not j.explained) pw on true\n"),
    /** Different records that the person opened unexplained on the same London day; asked only of unexplained ones. */
    UNEXPLAINED_DAY(RunningCount.join("ud", """
            select coalesce(v.record_type || '/' || v.record_id, '') as thing, v.occurred_at as at,
              ((v.occurred_at at time zone 'Europe/London')::date + 1)::timestamp at time zone 'Europe/London'
                - interval '1 microsecond' as until
            from explanation.unexplained v
            where v.force_id = :force and v.staff_id = p.staff_id and v.occurred_at <= p.until
              and v.occurred_at >= (p.since at time zone 'Europe/London')::date::timestamp at time zone 'Europe/London'
            """)),
    /** When each person opened each record of a London day first: once for all that they did on it, however much that is. */
    VOLUME("""
            left join (
              with opened as materialized (
                select d.staff_id, d.day, array_agg(o.first order by o.first) as opened
                from (select distinct staff_id, day from ${judged}) d
                cross join lateral (
                  select min(v.occurred_at) as first from explanation.verdict v
                  where v.force_id = :force and v.staff_id = d.staff_id and v.record_id is not null
                    and v.occurred_at >= d.day::timestamp at time zone 'Europe/London'
                    and v.occurred_at < (d.day + 1)::timestamp at time zone 'Europe/London'
                  group by v.record_type, v.record_id offset 0) o
                group by 1, 2)
              select * from opened) vd on vd.staff_id = j.staff_id and vd.day = j.day
            left join rules.staff_day sd on sd.force_id = :force and sd.day = j.day and sd.staff_id = j.staff_id
            left join rules.role_volume rv on rv.force_id = :force and rv.day = j.day and rv.role = sd.role
              and rv.staff_days >= 20
            """),
    SUBJECT("""
            left join lateral (
              select true as live from (
                select l.case_ref from (${near}) n
                cross join lateral (
                  select case_ref from casework.case_link
                  where force_id = :force and record_id = n.id and record_type = n.type and linked_at <= j.known_at
                  offset 0) l
                union all
                select j.record_id where j.record_type = 'CASE' offset 0) l
              join casework.case_file c on c.force_id = :force and c.case_ref = l.case_ref
                and c.opened_at <= j.occurred_at + interval '3 days'
                and (c.closed_at is null or c.closed_at >= j.occurred_at - interval '28 days')
                and c.category is distinct from 'READING'
              limit 1) lc on true
            """),
    /** Whether the record belongs to work that a former unit had while the person was in it; asked of unexplained ones. */
    FORMER_UNIT("""
            left join lateral (
              select p.valid_to as left_at, true as former from people.posting p
              where not j.explained and p.force_id = :force and p.staff_id = j.staff_id and p.valid_to <= j.occurred_at
                and p.valid_to > j.occurred_at - interval '1 year' and ${formerly(j)}
              limit 1) fu on true
            left join lateral (
              select count(distinct coalesce(v.record_type || '/' || v.record_id, '')) as records
              from explanation.unexplained v
              join people.posting p on p.force_id = :force and p.staff_id = j.staff_id and p.valid_to = fu.left_at
              where fu.former and v.force_id = :force and v.staff_id = j.staff_id
                and v.occurred_at between greatest(fu.left_at, j.occurred_at - interval '60 days') and j.occurred_at
                and ${formerly(v)}) fr on true
            """),
    /** Whether the record belongs to a case to which the person's own record is linked; asked of unexplained ones. */
    OWN_CASE("""
            left join lateral (
              select true as party
              from casework.own_record o
              join casework.case_link mine on mine.force_id = :force and mine.record_id = o.record_id
                and mine.record_type = 'PERSON' and mine.linked_at <= j.known_at
              left join casework.case_link theirs on theirs.force_id = :force and theirs.case_ref = mine.case_ref
                and theirs.record_id = j.record_id and theirs.record_type = j.record_type
                and theirs.linked_at <= j.known_at
              where not j.explained and o.force_id = :force and o.staff_id = j.staff_id
                and (theirs.case_ref is not null or (j.record_type = 'CASE' and j.record_id = mine.case_ref))
              limit 1) oc on true
            """),
    /** Who used the terminal in the four weeks before that day; how often is asked only where it was none of the person's units. */
    TERMINAL("""
            left join lateral (
              select own.used as own, case when not own.used then (
                select sum(t.uses) from rules.terminal_day t
                where t.force_id = :force and t.terminal_id = j.terminal_id and t.day >= j.day - 28 and t.day < j.day
                ) end as others
              from (
                select exists (
                  select from rules.terminal_day t
                  where t.force_id = :force and t.terminal_id = j.terminal_id and t.day >= j.day - 28 and t.day < j.day
                    and t.unit_id = any (array(
                      select p.unit_id from people.posting p where p.force_id = :force and p.staff_id = j.staff_id))
                  ) as used
                where not j.explained and j.terminal_id is not null offset 0) own) tu on true
            """),
    /** Others who looked at the record unexplained in the week before that day. */
    VIEWERS("""
            left join (
              select a.*, v.others
              from (
                select distinct j.staff_id, j.record_type, j.record_id, j.day from ${judged} where not j.explained) a
              cross join lateral (
                select count(distinct v.staff_id) as others from explanation.unexplained v
                where v.force_id = :force and v.record_id = a.record_id and v.record_type = a.record_type
                  and v.staff_id <> a.staff_id
                  and v.occurred_at >= (a.day - 7)::timestamp at time zone 'Europe/London'
                  and v.occurred_at < a.day::timestamp at time zone 'Europe/London' offset 0) v) vw
              on vw.staff_id = j.staff_id and vw.record_type = j.record_type and vw.record_id = j.record_id
              and vw.day = j.day and not j.explained
            """),
    /** Different records that the person opened unexplained in four weeks, and what is usual among peers. */
    UNEXPLAINED_MONTH(RunningCount.join("um", """
            select coalesce(v.record_type || '/' || v.record_id, '') as thing, v.occurred_at as at,
              v.occurred_at + interval '28 days' as until
            from explanation.unexplained v
            where v.force_id = :force and v.staff_id = p.staff_id
              and v.occurred_at between p.since - interval '28 days' and p.until
            """) + """
            left join lateral (
              select r.share * (
                select sum(s.records) from rules.staff_day s
                where s.force_id = :force and s.staff_id = j.staff_id and s.day > j.day - 28 and s.day <= j.day) as records
              from rules.role_unexplained r
              where not j.explained and r.force_id = :force and r.role = po.role and r.staff >= 5
                and r.day = (j.due_at at time zone 'Europe/London')::date offset 0) xm on true
            """),
    /** What the person did in the nine hours before that casework explains: whoever does that is at work. */
    EXPLAINED_BEFORE(RunningCount.join("eb", """
            select v.event_key as thing, v.occurred_at as at, v.occurred_at + interval '9 hours' as until
            from explanation.verdict v
            where v.force_id = :force and v.staff_id = p.staff_id and v.settled and v.explained
              and v.occurred_at between p.since - interval '9 hours' and p.until
            """)),
    /**
     * The days on which the person quoted an existing case for the record that has nothing to do with it. Of a day and a case the
     * first and the last look say enough: no span of days ends twice on one day.
     */
    UNRELATED_DAYS("""
            left join (
              with asked as materialized (
                select j.event_key, j.staff_id, j.record_type, j.record_id, j.occurred_at, j.known_at from ${judged}
                where not j.explained and j.record_id is not null
              ), quoted as (
                select p.staff_id, p.record_type, p.record_id, f.case_ref, min(v.occurred_at) as first,
                  max(v.occurred_at) as last
                from (
                  select staff_id, record_type, record_id, min(occurred_at) - interval '60 days' as since,
                    max(occurred_at) as until
                  from asked group by 1, 2, 3) p
                join explanation.unexplained v on v.force_id = :force and v.record_id = p.record_id
                  and v.record_type = p.record_type and v.staff_id = p.staff_id and v.occurred_at between p.since and p.until
                join access.access_event x on x.force_id = :force and x.event_key = v.event_key
                  and x.occurred_at = v.occurred_at
                join casework.case_file f on f.force_id = :force and f.case_ref = x.case_ref
                  and f.case_ref <> p.record_id
                group by 1, 2, 3, 4, (v.occurred_at at time zone 'Europe/London')::date
              ), related as (
                select j.record_type, j.record_id, j.case_ref, (
                    select min(l.linked_at) from (${near}) n
                    join casework.case_link l on l.force_id = :force and l.case_ref = j.case_ref and l.record_id = n.id
                      and l.record_type = n.type) as since
                from (select distinct record_type, record_id, case_ref from quoted) j
              )
              select a.event_key, count(distinct (q.first at time zone 'Europe/London')::date) as days
              from asked a
              join quoted q on q.staff_id = a.staff_id and q.record_type = a.record_type and q.record_id = a.record_id
                and q.first <= a.occurred_at and q.last >= a.occurred_at - interval '60 days'
              join related r on r.record_type = q.record_type and r.record_id = q.record_id and r.case_ref = q.case_ref
                and (r.since is null or r.since > a.known_at)
              group by 1) ur on ur.event_key = j.event_key
            """),
    /** People whom the person looked at unexplained and who are associates of this one, or have an associate in common. */
    LINKED_PEOPLE("""
            left join lateral (
              with theirs as materialized (${associates(j.record_id)}), near as materialized (
                select id from theirs
                union
                select a.id from theirs t cross join lateral (${associates(t.id)}) a
              )
              select 1 + count(distinct n.id) as people from near n
              where not j.explained and j.record_type = 'PERSON' and n.id <> j.record_id and exists (
                select from explanation.unexplained v
                where v.force_id = :force and v.record_id = n.id and v.record_type = 'PERSON' and v.staff_id = j.staff_id
                  and v.occurred_at between j.occurred_at - interval '90 days' and j.occurred_at offset 0)) lp on true
            """),
    /**
     * Records of cases that had been opened within three days before the person opened them unexplained. Which those are is asked
     * once for each look, by days as above; when the link was on record is asked at each access.
     */
    FRESH_CASES("""
            left join (
              with asked as materialized (
                select j.event_key, j.staff_id, j.occurred_at, j.known_at from ${judged} where not j.explained
              ), fresh as materialized (
                select p.staff_id, v.record_type, v.record_id, c.linked_at, min(v.occurred_at) as first,
                  max(v.occurred_at) as last
                from (
                  select staff_id, min(occurred_at) - interval '28 days' as since, max(occurred_at) as until
                  from asked group by 1) p
                cross join lateral (
                  select v.record_type, v.record_id, v.occurred_at from explanation.unexplained v
                  where v.force_id = :force and v.staff_id = p.staff_id and v.occurred_at between p.since and p.until
                  offset 0) v
                cross join lateral (
                  select min(l.linked_at) as linked_at
                  from (
                    select case_ref, linked_at from casework.case_link
                    where force_id = :force and record_id = v.record_id and record_type = v.record_type offset 0) l
                  join casework.case_file c on c.force_id = :force and c.case_ref = l.case_ref
                    and c.opened_at between v.occurred_at - interval '3 days' and v.occurred_at
                    and c.category is distinct from 'READING') c
                where c.linked_at is not null
                group by 1, 2, 3, 4, (v.occurred_at at time zone 'Europe/London')::date
              )
              select a.event_key, count(distinct f.record_type || '/' || f.record_id) as records
              from asked a
              join fresh f on f.staff_id = a.staff_id and f.first <= a.occurred_at
                and f.last >= a.occurred_at - interval '28 days' and f.linked_at <= a.known_at
              group by 1) fc on fc.event_key = j.event_key
            """),
    /** Vulnerable people to whom the person came back unexplained, on a second day. */
    VULNERABLE_REVISITED(RunningCount.join("vr", """
            select v.record_id as thing, v.occurred_at as at, v.day_before + interval '60 days' as until
            from (
              select v.record_id, v.occurred_at, max(v.occurred_at) over (
                partition by v.record_id order by (v.occurred_at at time zone 'Europe/London')::date
                groups between unbounded preceding and 1 preceding) as day_before
              from explanation.unexplained v
              where v.force_id = :force and v.staff_id = p.staff_id and v.record_type = 'PERSON'
                and v.occurred_at between p.since - interval '60 days' and p.until) v
            join casework.record r on r.force_id = :force and r.record_id = v.record_id and r.record_type = 'PERSON'
              and r.markers && '{DA_VICTIM}'
            where v.day_before >= v.occurred_at - interval '60 days'
            """));

    private final String join;

    /** The record itself and those it is related to, in either direction. */
    private static final String NEAR = """
            select j.record_type as type, j.record_id as id
            union all
            select t.to_type, t.to_id from casework.record_relation t
            where t.force_id = :force and t.from_id = j.record_id and t.from_type = j.record_type
            union all
            select t.from_type, t.from_id from casework.record_relation t
            where t.force_id = :force and t.to_id = j.record_id and t.to_type = j.record_type
            """;

    /** Whether a record is linked to a case of the unit of the posting {@code p}, or of somebody then posted to it. */
    private static final String FORMERLY = """
            exists (
              select from casework.case_link l
              join casework.case_assignment a on a.force_id = :force and a.case_ref = l.case_ref
                and a.valid_from between p.valid_from and p.valid_to
              left join people.posting m on m.force_id = :force and m.staff_id = a.staff_id
                and m.unit_id = p.unit_id and m.valid_from <= a.valid_from
                and (m.valid_to is null or a.valid_from < m.valid_to)
              where l.force_id = :force and l.record_id = %1$s.record_id and l.record_type = %1$s.record_type
                and l.linked_at <= j.known_at and (a.unit_id = p.unit_id or m.staff_id is not null))
            """;

    private static final String ASSOCIATES = """
            select n.to_id as id from casework.record_relation n
            where n.force_id = :force and n.from_id = %1$s and n.from_type = 'PERSON' and n.relation = 'ASSOCIATE'
            union all
            select n.from_id from casework.record_relation n
            where n.force_id = :force and n.to_id = %1$s and n.to_type = 'PERSON' and n.relation = 'ASSOCIATE'
            """;

    Section(String join) {
        this.join = join;
    }

    String join() {
        return join.replace("${near}", NEAR)
                .replace("${formerly(j)}", FORMERLY.formatted("j"))
                .replace("${formerly(v)}", FORMERLY.formatted("v"))
                .replace("${associates(j.record_id)}", ASSOCIATES.formatted("j.record_id"))
                .replace("${associates(t.id)}", ASSOCIATES.formatted("t.id"));
    }
}
