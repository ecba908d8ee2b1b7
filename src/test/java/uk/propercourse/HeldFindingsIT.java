package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.rules.HeldFindings;

/** What a rule finds beyond its budget, or under an exception, is kept and does not count. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldFindingsIT extends IntegrationTest {

    private static final Instant T = Instant.parse("2026-03-10T12:00:00Z");

    @Autowired
    HeldFindings held;

    private int events;

    @BeforeEach
    void aRuleThatFindsEveryNamedRecord() {
        jdbc.update("""
                insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source,
                  status, created_at, daily_budget)
                values ('EVERY_RECORD', 1, 'Every record', 'looked', '!explanation.explained && record.type == "VEHICLE"',
                  'SENSITIVITY', 60, 1, 'SETTLED', 'SUBJECT', '', 'LIVE', now(), 2)
                """);
        context("accounts", "system_code,account_id,from,staff_id", account(1), account(2), account(3), account(4));
    }

    @AfterEach
    void forgetTheRule() {
        jdbc.update("delete from rules.finding");
        jdbc.update("delete from rules.rule_exception");
        jdbc.update("delete from rules.rule where code = 'EVERY_RECORD'");
    }

    private static String account(int staff) {
        return "RMS,a%d,2025-01-01T00:00:00Z,S%d".formatted(staff, staff);
    }

    private void look(int staff, String vehicle, Instant at) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,E%d,a%d,%s,VIEW,VEHICLE,%s".formatted(++events, staff, at, vehicle));
    }

    private void evaluate(Instant asOf) {
        evaluation.evaluate(asOf, (done, left) -> {});
    }

    private List<String> vehicles(String which) {
        return jdbc.queryForList(
                "select distinct split_part(story, '/', 3) from rules.finding where rule_code = 'EVERY_RECORD' and "
                        + which + " order by 1",
                String.class);
    }

    @Test
    void mutesARuleThatHasReachedItsBudgetUntilMidnight() {
        look(1, "BV1", T);
        look(2, "BV2", T.plusSeconds(60));
        look(3, "BV3", T.plusSeconds(120));
        evaluate(T.plus(Duration.ofDays(3)).plusSeconds(130));
        look(4, "BV4", T.plusSeconds(600));
        look(1, "BV1", T.plusSeconds(700));
        look(4, "BV5", T.plus(Duration.ofDays(1)));
        evaluate(T.plus(Duration.ofDays(5)));
        look(3, "BV0", T.minusSeconds(600));
        jdbc.update("""
                insert into explanation.settling (force_id, due_at, event_key, occurred_at, part)
                select force_id, ?, event_key, occurred_at, 0 from explanation.verdict where record_id = 'BV3'
                """, java.sql.Timestamp.from(T.plus(Duration.ofDays(6))));
        evaluate(T.plus(Duration.ofDays(7)));

        assertThat(vehicles("withdrawn_at is null")).containsExactly("BV1", "BV2", "BV5");
        assertThat(vehicles("held_by = 'BUDGET'"))
                .as("one that comes in late, and one that is judged again, stay held")
                .containsExactly("BV0", "BV3", "BV4");
        assertThat(jdbc.queryForList(
                        "select record_id from review.flag where record_id like 'BV%' order by 1", String.class))
                .containsExactly("BV1", "BV2", "BV5");
        assertThat(held.listDays(java.time.LocalDate.of(2026, 3, 1), "EVERY_RECORD"))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.day()).isEqualTo("2026-03-13");
                    assertThat(day.stories()).isEqualTo(3);
                    assertThat(day.exception()).isNull();
                    assertThat(held.listAccesses("EVERY_RECORD", day.day())).hasSize(3);
                });
    }

    @Test
    void makesFlagsOfWhatARunFoundThatWasKilledBeforeItsTurn() {
        jdbc.update("""
                update rules.rule set lane = 'IMMEDIATE', expression = 'record.type == "VEHICLE"', daily_budget = null
                where code = 'EVERY_RECORD'
                """);
        look(1, "BV6", T);
        evaluate(T.plusSeconds(10));
        List<String> flag = List.of("BV6");
        String query = "select record_id from review.flag where record_id = 'BV6'";
        assertThat(jdbc.queryForList(query, String.class)).isEqualTo(flag);
        assertThat(jdbc.queryForList("select story from rules.touched_story", String.class))
                .isEmpty();

        jdbc.update("delete from review.flag where record_id = 'BV6'");
        jdbc.update("""
                insert into rules.touched_story (force_id, slice_end, staff_id, story)
                select force_id, raised_at, staff_id, story from rules.finding where rule_code = 'EVERY_RECORD'
                """);
        evaluate(T.plus(Duration.ofDays(4)));
        assertThat(jdbc.queryForList(query, String.class)).isEqualTo(flag);
    }

    @Test
    void holdsBackWhatAnExceptionInForceLeavesOutAndNothingElse() {
        jdbc.update("update rules.rule set daily_budget = null where code = 'EVERY_RECORD'");
        String id = "0f9c2a4e-0000-4000-8000-00000000000";
        insertException(
                id + "1",
                "event.action == \"VIEW\" && record.type == \"VEHICLE\"",
                "IN_FORCE",
                "2026-04-10",
                "2026-04-10");
        insertException(id + "2", "event.action == \"VIEW\"", "PROPOSED", "2026-04-11", "2026-04-20");
        insertException(id + "3", "person.role == \"DISCLOSURE\"", "IN_FORCE", "2026-04-01", "2026-04-20");
        Instant april = Instant.parse("2026-04-10T12:00:00Z");
        look(1, "XV1", april);
        look(2, "XV2", april.plus(Duration.ofDays(1)));
        evaluate(april.plus(Duration.ofDays(6)));

        assertThat(vehicles("withdrawn_at is null")).containsExactly("XV2");
        assertThat(vehicles("held_by = '" + id + "1'")).containsExactly("XV1");
        assertThat(jdbc.queryForList(
                        "select record_id from review.flag where record_id like 'XV%' order by 1", String.class))
                .containsExactly("XV2");
    }

    private void insertException(String id, String expression, String status, String first, String last) {
        jdbc.update("""
                insert into rules.rule_exception (exception_id, rule_code, name, expression, owner, reason, first_day, last_day,
                  status, impact, proposed_by, proposed_at)
                values (?::uuid, 'EVERY_RECORD', 'Test', ?, 'Owner', 'A reason for this test', ?::date, ?::date, ?,
                  '{"from":"2026-04-01","to":"2026-04-02","matches":0,"heldMatches":0,"stories":0,"heldStories":0,"units":[],"sample":[]}',
                  'test', now())
                """, id, expression, first, last, status);
    }
}
