package uk.propercourse.explanation;

import static uk.propercourse.explanation.ExplanationPolicy.interval;

import java.util.List;

/** What the words mean that the conditions of templates ({@link ExplanationTemplate}) are written in, as SQL. */
final class TemplateConditions {

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

    private final ExplanationPolicy policy;

    TemplateConditions(ExplanationPolicy policy) {
        this.policy = policy;
    }

    /** The condition of {@code OWN_CASE}, where the first look is known to lie between two times. */
    String ownCase(String earliest, String latest) {
        return "(" + define(ExplanationTemplate.OWN_CASE.condition(), earliest, latest) + ")";
    }

    /** SQL with its words defined, where the first look is known. */
    String define(String sql) {
        return define(sql, "e.first_look", "e.first_look");
    }

    private String define(String sql, String earliestFirstLook, String latestFirstLook) {
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
