package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A first run fills tables of which the planner has no statistics: what judging asks of them must be found by its own key all the
 * same, or each slice reads more the more there is.
 */
class JudgingPlansIT extends IntegrationTest {

    private String plan(String sql) {
        return String.join("\n", jdbc.queryForList("explain " + sql, String.class));
    }

    /** The planner may choose any tree that a condition fits; so none may lead with the time. */
    @Test
    void noTreeOfUnexplainedLooksLeadsWithTheTime() {
        assertThat(jdbc.queryForList(
                        "select indexdef from pg_indexes where schemaname = 'explanation' and tablename = 'unexplained'",
                        String.class))
                .hasSize(4)
                .noneMatch(index ->
                        index.contains("btree (force_id, occurred_at") || index.contains("btree (occurred_at"));
    }

    @Test
    void unexplainedLooksAreFoundByThePerson() {
        assertThat(plan("""
                select count(*) from explanation.unexplained
                where force_id = 1 and staff_id = 'A'
                  and occurred_at between timestamptz '2026-03-01' and timestamptz '2026-03-29'
                """)).contains("unexplained_staff_idx").doesNotContain("unexplained_time");
    }

    @Test
    void unexplainedLooksAtARecordAreFoundByTheRecord() {
        assertThat(plan("""
                select count(*) from explanation.unexplained
                where force_id = 1 and record_id = 'P1' and record_type = 'PERSON' and staff_id || '' = 'A'
                  and occurred_at <= timestamptz '2026-03-29'
                """)).contains("unexplained_record_idx");
    }
}
