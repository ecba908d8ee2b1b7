package uk.propercourse.explanation;

/** The wrong one of two: a look at a record that was meant for the one opened right afterwards (catalogue T20). */
final class NearMiss {

    private NearMiss() {}

    /**
     * SQL for those of the judged accesses {@code j} that meet the condition, with the record that the same person opened next: of the
     * same surname, or with a mark that differs in one character. The first one must have been looked at by that person on no
     * other occasion. Records are looked up by key, as few of them are in memory.
     */
    static String sql(ExplanationPolicy policy, String which) {
        return """
                select j.record_type, j.record_id, j.record_type as via_type, meant.record_id as via_id,
                  'OPENED_NEXT' as relation, j.event_key
                from judged j
                cross join lateral (
                  select surname_key, vrm_key from casework.record
                  where force_id = :force and record_id = j.record_id and record_type = j.record_type offset 0) opened
                cross join lateral (
                  select distinct record_id from explanation.verdict
                  where force_id = :force and staff_id = j.staff_id and record_type = j.record_type
                    and record_id <> j.record_id and occurred_at > j.occurred_at
                    and occurred_at <= least(j.known_at, j.occurred_at + %1$s) offset 0) next
                cross join lateral (
                  select record_id, surname_key, vrm_key from casework.record
                  where force_id = :force and record_id = next.record_id and record_type = j.record_type offset 0) meant
                where j.record_type in ('PERSON', 'VEHICLE') and %3$s
                  and case j.record_type
                    when 'PERSON' then opened.surname_key = meant.surname_key
                    else length(opened.vrm_key) = length(meant.vrm_key) and (
                      select count(*) from generate_series(1, length(opened.vrm_key)) i
                      where substr(opened.vrm_key, i, 1) <> substr(meant.vrm_key, i, 1)) = 1 end
                  and not exists (
                    select from explanation.verdict v
                    where v.force_id = :force and v.record_id = j.record_id and v.record_type = j.record_type
                      and v.staff_id || '' = j.staff_id and v.event_key <> j.event_key
                      and v.occurred_at between j.occurred_at - %2$s and j.known_at)
                """.formatted(
                ExplanationPolicy.interval(policy.nearMiss()), ExplanationPolicy.interval(policy.firstLook()), which);
    }
}
