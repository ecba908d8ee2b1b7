package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;

/** What rules found and did not count: beyond a budget, or under an exception. */
@Service
@Transactional(readOnly = true)
public class HeldFindings {

    private static final int LONGEST_LIST = 500;

    private final JdbcClient jdbc;
    private final Force force;

    HeldFindings(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * A day of a rule on which something was held back.
     *
     * @param exception the name of the exception, null where it was the budget
     * @param stories members of staff and stories with a held finding
     * @param accesses accesses with one
     */
    public record Day(
            String ruleCode, LocalDate day, @Nullable String exception, long stories, long accesses) {}

    /** The days since that one, the newest first; all rules, or one. */
    public List<Day> listDays(LocalDate since, @Nullable String ruleCode) {
        return jdbc.sql("""
                        select f.rule_code, (f.raised_at at time zone 'Europe/London')::date as day, x.name,
                          count(distinct f.staff_id || ' ' || f.story), count(distinct f.event_key)
                        from rules.finding f
                        left join rules.rule_exception x on x.exception_id::text = f.held_by
                        where f.force_id = :force and f.held_by is not null and f.raised_at >= :since
                          and (:rule::text is null or f.rule_code = :rule)
                        group by 1, 2, 3 order by 2 desc, 1, 3
                        """)
                .param("force", force.id())
                .param("since", Timestamp.from(since.atStartOfDay(London.ZONE).toInstant()))
                .param("rule", ruleCode)
                .query((row, n) -> new Day(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5)))
                .list();
    }

    /** The accesses of a rule's day that were held back, at most 500, without who or whom. */
    public List<BackTestReport.Sample> listAccesses(String ruleCode, LocalDate day) {
        return jdbc.sql("""
                        select e.system_code, e.event_id, e.occurred_at, e.record_type, p.role, coalesce(v.explained, false)
                        from rules.finding f
                        join access.access_event e on e.force_id = f.force_id and e.event_key = f.event_key
                          and e.occurred_at = f.occurred_at
                        left join explanation.verdict v on v.force_id = f.force_id and v.event_key = f.event_key
                          and v.occurred_at = f.occurred_at
                        left join lateral (
                          select role from people.posting p where p.force_id = :force and p.staff_id = f.staff_id
                            and p.valid_from <= f.occurred_at and (p.valid_to is null or f.occurred_at < p.valid_to)
                          limit 1) p on true
                        where f.force_id = :force and f.rule_code = :rule and f.held_by is not null
                          and f.raised_at >= :from and f.raised_at < :to
                        order by e.occurred_at, e.event_id limit :most
                        """)
                .param("force", force.id())
                .param("rule", ruleCode)
                .param("from", Timestamp.from(day.atStartOfDay(London.ZONE).toInstant()))
                .param(
                        "to",
                        Timestamp.from(day.plusDays(1).atStartOfDay(London.ZONE).toInstant()))
                .param("most", LONGEST_LIST)
                .query((row, n) -> BackTestReport.Sample.of(row))
                .list();
    }
}
