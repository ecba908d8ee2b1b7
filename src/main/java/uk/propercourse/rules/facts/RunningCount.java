package uk.propercourse.rules.facts;

/**
 * Counts what a person's looks add up to at each of their unexplained accesses, in one pass over the looks: to look back from
 * each access would cost the square of what a busy account did.
 */
final class RunningCount {

    private RunningCount() {}

    /**
     * Joins {@code total}: of how many different things the person had a look that still counts at the access {@code j};
     * nothing at all for an explained access.
     *
     * @param name of the join
     * @param looks SQL for the looks of the person {@code p}, asked about from {@code p.since} to {@code p.until}: what was
     *     looked at ({@code thing}), when ({@code at}), and up to when the look counts ({@code until}, inclusive), which is
     *     no earlier for a later look at the same thing
     */
    static String join(String name, String looks) {
        return """
                left join (
                  with asked as materialized (
                    select j.event_key, j.staff_id, j.occurred_at from ${judged} where not j.explained
                  ), look as (
                    select p.staff_id, l.at, l.until, lag(l.until) over same_thing as earlier_until,
                      lead(l.at) over same_thing as next_at
                    from (select staff_id, min(occurred_at) as since, max(occurred_at) as until from asked group by 1) p
                    cross join lateral (%s offset 0) l
                    window same_thing as (partition by p.staff_id, l.thing order by l.at)
                  ), change as (
                    select event_key, staff_id, occurred_at as at, 0 as change from asked
                    union all
                    select null, staff_id, at, 1 from look where earlier_until is null or earlier_until < at
                    union all
                    select null, staff_id, until + interval '1 microsecond', -1 from look where next_at is null or next_at > until
                  ), summed as (
                    select event_key, sum(change) over (partition by staff_id order by at) as total from change
                  )
                  select event_key, total from summed where event_key is not null) %2$s on %2$s.event_key = j.event_key
                """.formatted(looks, name);
    }
}
