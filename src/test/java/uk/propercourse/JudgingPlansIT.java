package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.propercourse.embedded.TestPostgres;

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

    /** Without statistics a new month is looked up by the wrong tree, which took longer than a week of judging. */
    @Test
    void makesStatisticsOfANewMonthHoweverLarge() {
        Instant newYear = Instant.parse("2025-01-01T00:00:00Z");
        int looks = 1_500;
        judge(newYear, looks);
        assertThat(statistics("verdict_2025_01")).isPositive();

        TestPostgres.asOwner(
                "update pg_class set relpages = 300000 where oid = 'explanation.verdict_2025_01'::regclass");
        assertThat(judge(newYear.plusSeconds(looks), 1))
                .as("a month of more than two gigabytes")
                .isEqualTo(2);
    }

    /** Before PostgreSQL 17 nobody but the owner may analyze a table. */
    @Test
    void makesStatisticsOfTablesThatOnlyTheirOwnerMayAnalyze() {
        TestPostgres.asOwner("""
                select kernel.ensure_partitions('explanation.verdict', '2025-03-01', '2025-03-01', false);
                revoke maintain on explanation.verdict_2025_03 from propercourse_app
                """);
        judge(Instant.parse("2025-03-01T00:00:00Z"), 1_500);

        assertThat(statistics("verdict_2025_03")).isPositive();
    }

    private long judge(Instant from, int looks) {
        String rows = IntStream.range(0, looks)
                .mapToObj(i -> "RMS,N-" + from.plusSeconds(i) + ",a," + from.plusSeconds(i) + ",VIEW,PERSON,P-" + i)
                .collect(Collectors.joining(
                        "\n", "system_code,event_id,account_id,occurred_at,action,record_type,record_id\n", ""));
        load("access", new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
        return evaluation.evaluate(from.plusSeconds(864_000), (done, left) -> {});
    }

    private long statistics(String table) {
        return count("select count(*) from pg_stats where schemaname = 'explanation' and tablename = ?", table);
    }
}
