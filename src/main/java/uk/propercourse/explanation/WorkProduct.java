package uk.propercourse.explanation;

/** Products of work: what people created or updated, kept in {@code explanation.product}. */
public final class WorkProduct {

    /**
     * SQL for whether the accessor of the access {@code j} ({@code judged}) wrote within a day of it: on the record, on a case that it
     * is linked to, or on the case that was quoted.
     */
    public static final String EXISTS = """
            exists (
              select from explanation.product w
              where w.force_id = :force and w.staff_id = j.staff_id
                and w.occurred_at between j.occurred_at - interval '1 day' and j.occurred_at + interval '1 day'
                and (w.record_id = j.record_id and w.record_type = j.record_type
                  or w.record_type = 'CASE' and (w.record_id = j.case_ref or exists (
                    select from casework.case_link l where l.force_id = :force and l.case_ref = w.record_id
                      and l.record_id = j.record_id and l.record_type = j.record_type and l.linked_at <= j.known_at))))""";

    private WorkProduct() {}
}
