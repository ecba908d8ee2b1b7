package uk.propercourse.rules;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** Counts, for the day that the judged accesses fall into, what each person opened, and what is usual for a role. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class VolumeRollUp {

    private final JdbcClient jdbc;
    private final Force force;

    VolumeRollUp(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * Counts again from the stored verdicts, so that the roll-up equals the raw count whatever arrives in whatever order.
     *
     * @param day London, into which all the judged accesses fall
     */
    public void update(LocalDate day) {
        jdbc.sql("""
                        insert into rules.staff_day as known (force_id, day, staff_id, role, records)
                        select :force, :day::date, t.staff_id, coalesce(t.role, 'UNKNOWN'), c.records
                        from (
                          select j.staff_id, max(p.role) as role
                          from judged j
                          left join people.posting p on p.force_id = :force and p.staff_id = j.staff_id
                            and p.valid_from <= j.occurred_at and (p.valid_to is null or j.occurred_at < p.valid_to)
                          where j.staff_id is not null group by 1) t
                        cross join lateral (
                          select count(distinct v.record_type || '/' || v.record_id) as records from explanation.verdict v
                          where v.force_id = :force and v.staff_id = t.staff_id and v.record_id is not null
                            and v.occurred_at >= :from and v.occurred_at < :to) c
                        order by 3
                        on conflict (force_id, day, staff_id) do update set records = excluded.records, role = excluded.role
                        """)
                .param("force", force.id())
                .param("day", day)
                .param("from", RuleWeights.midnight(day))
                .param("to", RuleWeights.midnight(day.plusDays(1)))
                .update();
        jdbc.sql("""
                        insert into rules.terminal_day as known (force_id, terminal_id, day, unit_id, uses)
                        select :force, j.terminal_id, :day::date, p.unit_id, count(*)
                        from judged j
                        join people.posting p on p.force_id = :force and p.staff_id = j.staff_id
                          and p.valid_from <= j.occurred_at and (p.valid_to is null or j.occurred_at < p.valid_to)
                        where j.terminal_id is not null
                        group by 2, 4 order by 2, 4
                        on conflict (force_id, terminal_id, day, unit_id) do update set uses = known.uses + excluded.uses
                        """).param("force", force.id()).param("day", day).update();
        jdbc.sql("""
                        with counted as materialized (
                          select :day::date as day, s.role, s.records, count(*) as staff_days from rules.staff_day s
                          where s.force_id = :force and s.day >= :day - 28 and s.day < :day
                            and not exists (select from rules.role_volume where force_id = :force and day = :day)
                          group by 2, 3
                        ), middle as materialized (%1$s), away as (
                          select c.day, c.role, abs(c.records - m.median) as records, sum(c.staff_days) as staff_days
                          from counted c join middle m on m.day = c.day and m.role = c.role group by 1, 2, 3
                        )
                        insert into rules.role_volume (force_id, day, role, median, deviation, staff_days)
                        select :force, m.day, m.role, m.median, 1.4826 * d.median, m.staff_days
                        from middle m join (%2$s) d on d.day = m.day and d.role = m.role
                        on conflict do nothing
                        """.formatted(median("counted"), median("away")))
                .param("force", force.id())
                .param("day", day)
                .update();
    }

    /** The median of a day and role from how often each number was counted, which is far less to sort than the numbers. */
    private static String median(String counted) {
        return """
                select day, role, staff_days,
                  (min(records) filter (where upto > (staff_days - 1) / 2)
                    + min(records) filter (where upto > staff_days / 2)) / 2.0 as median
                from (
                  select day, role, records, (sum(staff_days) over (partition by day, role))::bigint as staff_days,
                    (sum(staff_days) over (partition by day, role order by records))::bigint as upto
                  from %s) c
                group by 1, 2, 3
                """.formatted(counted);
    }
}
