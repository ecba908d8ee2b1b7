package uk.propercourse.explanation;

import java.util.Arrays;
import java.util.List;

/**
 * A way in which casework explains an access: a walk from the member of staff over an assignment and a case to the
 * record, with its direction in time. The order is that of preference: of two that hold for the same assignment the
 * earlier one counts.
 *
 * <p>Conditions are SQL over three rows: {@code e} the access and who is judged by it, {@code r} a case that the record
 * reaches, {@code a} an assignment of that case. {@code in_window}, {@code ended}, {@code assignment_known}, {@code link_known} and
 * what has to be looked up are defined once, in {@link TemplateConditions}; a look-up stands last, to be made only where all else holds.
 *
 * <p>Strengths as shipped: strong 0.9, medium 0.6, just enough 0.5, weak below; a force sets its own ({@link StrengthPolicies}).
 * Weak ones never explain alone, and two weak ones do not add up. Source: domain catalogue of explanations E1 to E20 and T1 to T26; Fabbri and LeFevre, PVLDB 5(1), 2011.
 */
public enum ExplanationTemplate {
    /** E1, E3, E4: the accessor's own case, and the record is part of it. */
    OWN_CASE(
            0.9,
            "assigned to a case that the record is linked to",
            "not r.hop and a.staff_id = e.actor_id and not e.by_principal and in_window and assignment_known and link_known"),
    /** E6: custody staff on duty, and a detainee of their own suite. */
    CUSTODY_SUITE(
            0.9,
            "custody staff on duty in the suite that holds the person",
            "not r.hop and a.role = 'CASE_UNIT' and a.kind = 'CUSTODY' and a.unit_id = any (e.unit_ids) "
                    + "and not e.by_principal and in_window and link_known and on_duty"),
    /** E2: the unit is formally assigned. */
    UNIT_CASE(
            0.6,
            "in a unit that is assigned to a case the record is linked to",
            "not r.hop and a.unit_id = any (e.unit_ids) and a.role not in ('AUDIENCE', 'CASE_UNIT') "
                    + "and not e.by_principal and in_window and assignment_known and link_known"),
    /** E1 through a recorded relation of the record: resident, keeper, user, family, partner, associate. */
    OWN_CASE_RELATED(
            0.6,
            "assigned to a case that a related record is linked to",
            "r.hop and a.staff_id = e.actor_id and a.role <> 'AUDIENCE' and not e.by_principal and in_window "
                    + "and assignment_known and link_known"),
    /** E17: a current briefing to the person's own unit that names the record. */
    BRIEFED(
            0.6,
            "named on a current briefing to the person's own unit",
            "not r.hop and a.unit_id = any (e.unit_ids) and a.role = 'AUDIENCE' and not e.by_principal "
                    + "and in_window and assignment_known and link_known"),
    /** E8: licensing and disclosure work of the person's own desk. */
    UNIT_DESK(
            0.6,
            "licensing or disclosure work of the person's own unit",
            "not r.hop and a.role = 'CASE_UNIT' and a.kind in ('LICENSING', 'DISCLOSURE') "
                    + "and a.unit_id = any (e.unit_ids) and not e.by_principal and in_window and link_known"),
    /** E7 and command: gave the work to whoever is assigned. */
    ALLOCATED(
            0.6,
            "gave out the work on a case the record belongs to",
            "a.recorded_by = e.actor_id and a.staff_id <> e.actor_id and a.role <> 'AUDIENCE' "
                    + "and not e.by_principal and link_known "
                    + "and e.occurred_at between a.valid_from - before_grace and least(a.ends_at, r.closed_or_open, "
                    + "a.valid_from + allocated_for) + allocated_grace"),
    /** E7: line manager of whoever is assigned. */
    SUPERVISED(
            0.6,
            "supervises someone who is assigned to the case",
            "not r.hop and a.staff_id <> e.actor_id and a.role <> 'AUDIENCE' and not e.by_principal "
                    + "and link_known and assignment_known "
                    + "and e.occurred_at between a.valid_from - before_grace "
                    + "and least(a.ends_at, r.closed_or_open) + supervised_grace and supervises_assignee"),
    /** E5: looked for somebody whose work it was. */
    ON_BEHALF(
            0.6,
            "looked on behalf of someone whose work it was",
            "e.by_principal and (a.staff_id = e.actor_id and a.role <> 'AUDIENCE' or a.unit_id = any (e.unit_ids) and a.role <> 'CASE_UNIT') "
                    + "and in_window and assignment_known and link_known"),
    /** E3 for the team: on duty with a team mate who is attending. */
    TEAM_ATTENDING(
            0.5,
            "on duty with a team mate who is attending",
            "a.role = 'ATTENDING' and a.staff_id <> e.actor_id and not e.by_principal and link_known "
                    + "and e.occurred_at between a.valid_from - before_grace "
                    + "and least(a.ends_at, a.valid_from + attendance_for) + after_grace and assignee_in_own_unit and on_duty"),
    /** E2 through a recorded relation of the record. */
    UNIT_CASE_RELATED(
            0.5,
            "in a unit that is assigned to a case a related record is linked to",
            "r.hop and a.unit_id = any (e.unit_ids) and a.role not in ('AUDIENCE', 'CASE_UNIT') "
                    + "and not e.by_principal and in_window and assignment_known and link_known"),
    /** E18 or E20 raised by a product of work: who works leaves a trace. */
    NEAR_WITH_PRODUCT(
            0.5,
            "wrote on the record or its case within a day, and work that had ended or a case of the own unit ties it",
            "e.product and link_known and (a.staff_id = e.actor_id and ended or a.role = 'CASE_UNIT' and a.unit_id = any (e.unit_ids) "
                    + "and in_window)"),
    /** E18: the work had ended. */
    WORK_ENDED(0.3, "was assigned to the case, but that had ended", "a.staff_id = e.actor_id and link_known and ended"),
    /** E20, E15: mere nearness. */
    UNIT_NEAR(
            0.3,
            "a case of the person's own unit, without a part in it",
            "a.role = 'CASE_UNIT' and a.unit_id = any (e.unit_ids) and in_window and link_known"),
    /**
     * T20: the wrong one of two. Only where it was looked at once, and what was opened next is the person's work or the unit's. It is
     * shown beside an access, and no verdict rests on it: to judge it would read two records of every access that nothing explains.
     */
    NEAR_MISS(
            0.3,
            "opened, right afterwards, work under the same surname or nearly the same mark",
            "a.role <> 'AUDIENCE' and (a.staff_id = e.actor_id or a.unit_id = any (e.unit_ids) and a.role <> 'CASE_UNIT') "
                    + "and not e.by_principal and in_window and assignment_known "
                    + "and (r.linked_at is null or r.linked_at <= e.occurred_at or r.recorded_by is distinct from e.actor_id)"),
    /** Laundering, or honest desk work written up late: the accessor recorded the tie after the look. */
    SELF_RECORDED(
            0.2,
            "recorded the tie to the case after looking",
            "(a.staff_id = e.actor_id or a.unit_id = any (e.unit_ids)) and a.role <> 'CASE_UNIT' and in_window"),
    /** E19: put on the case after looking. Shown with its offset, never an explanation. */
    ASSIGNED_LATER(
            0.2,
            "was assigned to the case after looking",
            "a.staff_id = e.actor_id and e.occurred_at < a.valid_from - before_grace "
                    + "and a.valid_from <= e.occurred_at + interval '7 days'");

    private final double strength;
    private final String meaning;
    private final String condition;

    ExplanationTemplate(double strength, String meaning, String condition) {
        this.strength = strength;
        this.meaning = meaning;
        this.condition = condition;
    }

    /** How well it explains as shipped, from 0 to 1. */
    public double strength() {
        return strength;
    }

    /** Whether it explains by itself as shipped. */
    public boolean explains() {
        return strength >= ExplanationPolicy.EXPLAINED;
    }

    /** What it means, as the rest of a sentence about the accessor. */
    public String meaning() {
        return meaning;
    }

    /**
     * The levels that a force may give it. What explains by itself may have any; what is too weak to may become weaker, but never
     * explain. One's own case is what everything else is measured by, and stays as it is.
     */
    public List<StrengthLevel> levels() {
        if (this == OWN_CASE) {
            return List.of();
        }
        return Arrays.stream(StrengthLevel.values())
                .filter(level -> explains() || !level.explains())
                .toList();
    }

    /** Whether it may hold through a related record. */
    boolean reachesRelated() {
        return this != NEAR_MISS && !condition.contains("not r.hop");
    }

    String condition() {
        return condition;
    }
}
