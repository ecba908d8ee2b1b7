package uk.propercourse.rules.facts;

/**
 * A join of the assembler: brings the rows that some facts are read from. {@code j} is the access ({@code judged}, with
 * its London {@code day}). Joins are on unique keys or limited to one row, so that an access stays one row.
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
            left join casework.case_file cf on cf.force_id = :force and cf.case_ref = j.case_ref
            left join lateral (
              select true as linked from (${near}) n
              join casework.case_link l on l.force_id = :force and l.case_ref = j.case_ref and l.record_id = n.id
                and l.record_type = n.type and l.linked_at <= j.known_at
              limit 1) rl on true
            """),
    /** The person's unexplained looks at the same record up to this one; asked only of unexplained accesses. */
    HISTORY("""
            left join lateral (
              select count(*) as looks,
                count(distinct (v.occurred_at at time zone 'Europe/London')::date) as days,
                extract(epoch from max(v.occurred_at) - min(v.occurred_at)) / 86400.0 as span
              from explanation.verdict v
              where not j.explained and v.force_id = :force and v.record_id = j.record_id
                and v.record_type = j.record_type and v.staff_id = j.staff_id and v.occurred_at <= j.occurred_at
                and v.settled and not v.explained) hi on true
            """),
    /** Different records that the person opened unexplained on the same London day; asked only of unexplained ones. */
    UNEXPLAINED_DAY("""
            left join lateral (
              select count(distinct (v.record_type, v.record_id)) as records
              from explanation.verdict v
              where not j.explained and v.force_id = :force and v.staff_id = j.staff_id and v.settled and not v.explained
                and v.occurred_at >= j.day::timestamp at time zone 'Europe/London' and v.occurred_at <= j.occurred_at) ud on true
            """),
    VOLUME("""
            left join rules.staff_day sd on sd.force_id = :force and sd.day = j.day and sd.staff_id = j.staff_id
            left join rules.role_volume rv on rv.force_id = :force and rv.day = j.day and rv.role = sd.role
              and rv.staff_days >= 20
            """),
    SUBJECT("""
            left join lateral (
              select true as live from (
                select l.case_ref from (${near}) n
                join casework.case_link l on l.force_id = :force and l.record_id = n.id and l.record_type = n.type
                  and l.linked_at <= j.known_at
                union all
                select j.record_id where j.record_type = 'CASE') l
              join casework.case_file c on c.force_id = :force and c.case_ref = l.case_ref
                and c.opened_at <= j.occurred_at + interval '3 days'
                and (c.closed_at is null or c.closed_at >= j.occurred_at - interval '28 days')
              limit 1) lc on true
            """);

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

    Section(String join) {
        this.join = join;
    }

    String join() {
        return join.replace("${near}", NEAR);
    }
}
