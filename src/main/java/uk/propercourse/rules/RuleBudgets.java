package uk.propercourse.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/**
 * Mutes a rule for the rest of a day (London) when it has found something in as many stories as its budget allows. What it
 * finds after that is held back, and kept.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class RuleBudgets {

    private static final String LOCK = "rules.budget.";

    private final JdbcClient jdbc;
    private final Force force;

    RuleBudgets(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * Holds back what the rules have just found in the accesses of {@code judged} beyond their budgets. The first stories of
     * a day count, in the order in which they were raised; what counted once goes on counting, whatever is found later.
     *
     * @param lane the lane that was matched; shares of it that are judged side by side count one after the other
     */
    void mute(List<Rule> matched, Rule.Lane lane) {
        List<Rule> limited =
                matched.stream().filter(rule -> rule.budget() != null).toList();
        if (limited.isEmpty() || !hasFound(limited)) {
            return;
        }
        jdbc.sql("select pg_advisory_xact_lock(:force, hashtext(:lane))")
                .param("force", (int) force.id())
                .param("lane", LOCK + lane)
                .query()
                .listOfRows();
        jdbc.sql("""
                        with budget (code, most) as (values %s), days as materialized (
                          select distinct (due_at at time zone 'Europe/London')::date as day from judged
                        ), story as (
                          select f.rule_code, d.day, f.staff_id, f.story, b.most, min(f.raised_at) as first,
                            bool_or(f.withdrawn_at is null and f.event_key not in (select event_key from judged)) as counted
                          from days d
                          join rules.finding f on f.force_id = :force
                            and f.raised_at >= d.day::timestamp at time zone 'Europe/London'
                            and f.raised_at < (d.day + 1)::timestamp at time zone 'Europe/London'
                            and (f.withdrawn_at is null or f.held_by = 'BUDGET')
                          join budget b on b.code = f.rule_code
                          group by 1, 2, 3, 4, 5
                        ), placed as (
                          select *, row_number() over (
                            partition by rule_code, day order by counted desc, first, staff_id, story) as place
                          from story
                        )
                        update rules.finding f set withdrawn_at = f.raised_at, held_by = 'BUDGET'
                        from placed p
                        where p.place > p.most and f.force_id = :force and f.staff_id = p.staff_id and f.story = p.story
                          and f.rule_code = p.rule_code and f.withdrawn_at is null
                          and (f.raised_at at time zone 'Europe/London')::date = p.day
                          and f.event_key in (select event_key from judged)
                        """.formatted(limited.stream()
                        .map(rule -> "('" + rule.code() + "', " + rule.budget() + ")")
                        .collect(Collectors.joining(", "))))
                .param("force", force.id())
                .update();
    }

    private boolean hasFound(List<Rule> limited) {
        return jdbc.sql("""
                        select exists (
                          select from judged j join rules.finding f on f.force_id = :force and f.event_key = j.event_key
                          where f.rule_code in (:codes))
                        """)
                .param("force", force.id())
                .param("codes", limited.stream().map(Rule::code).toList())
                .query(Boolean.class)
                .single();
    }
}
