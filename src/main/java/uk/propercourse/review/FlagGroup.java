package uk.propercourse.review;

import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * Open flags that have something in common.
 *
 * @param key what they have in common, as the queue's filter takes it
 * @param staff the person, where they are grouped by person
 * @param name what it is called, null for a person
 * @param flags how many flags
 * @param people of how many people
 * @param highest the highest score of a flag among them
 */
public record FlagGroup(
        String key, @Nullable StaffId staff, @Nullable String name, long flags, long people, int highest) {

    /** What flags are grouped by. */
    public enum By {
        /** The person who looked. */
        PERSON("Person", "person", """
                select f.staff_id as key, f.staff_id, null as name, count(*) as flags, 1 as people, max(f.score) as highest
                from review.flag f where %s group by f.staff_id
                """),
        /** The record that was looked at. */
        RECORD("Record", "record", """
                select g.key, null as staff_id,
                  coalesce(r.first_name || ' ' || r.last_name, r.vrm, r.address, r.phone, g.record_id) as name,
                  g.flags, g.people, g.highest
                from (
                  select f.record_type || '/' || f.record_id as key, f.record_type, f.record_id, count(*) as flags,
                    count(distinct f.staff_id) as people, max(f.score) as highest
                  from review.flag f where f.record_id is not null and %s
                  group by f.record_type, f.record_id) g
                left join casework.record r on r.force_id = :force and r.record_id = g.record_id
                  and r.record_type = g.record_type
                """),
        /** A rule that contributes to the score. */
        RULE("Rule", "rule", """
                select c.rule_code as key, null as staff_id, max(r.name) as name, count(distinct f.flag_id) as flags,
                  count(distinct f.staff_id) as people, max(f.score) as highest
                from review.flag f
                join review.flag_contribution c on c.flag_id = f.flag_id
                left join rules.rule r on r.code = c.rule_code and r.status = 'LIVE'
                where %s group by c.rule_code
                """);

        private final String label;
        private final String parameter;
        private final String sql;

        By(String label, String parameter, String sql) {
            this.label = label;
            this.parameter = parameter;
            this.sql = sql;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** The queue's filter that lists the flags of one group. */
        public String parameter() {
            return parameter;
        }

        String sql() {
            return sql;
        }
    }
}
