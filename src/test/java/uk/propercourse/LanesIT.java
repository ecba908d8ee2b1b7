package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.propercourse.rules.Rule;

/** Each rule is asked in its lane, and what late context explains is withdrawn from those that were asked before. */
class LanesIT extends IntegrationTest {

    private static final Instant T = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration SETTLE = Duration.ofDays(3);

    private int number;

    @BeforeEach
    void aRuleInEachLane() {
        jdbc.update("delete from rules.finding");
        for (Rule.Lane lane : Rule.Lane.values()) {
            insertRule(lane.name() + "_LANE", lane, lane == Rule.Lane.IMMEDIATE ? "" : "!explanation.explained && ");
        }
        context("accounts", "system_code,account_id,from,staff_id", "RMS,lane-a,2025-01-01T00:00:00Z,LANE-A");
    }

    private void insertRule(String code, Rule.Lane lane, String first) {
        jdbc.update("""
                insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source,
                  status, created_at)
                values (?, 1, 'Every vehicle', 'looked', ?, 'SENSITIVITY', 50, 1, ?, 'SUBJECT', '', 'LIVE', now())
                """, code, first + "record.type == \"VEHICLE\" && event.action == \"PRINT\"", lane.name());
    }

    @AfterEach
    void letAllComeDueAndForgetTheRules() {
        evaluate(T.plus(Duration.ofDays(50)));
        jdbc.update("delete from rules.finding where rule_code like '%\\_LANE'");
        jdbc.update("delete from rules.rule where code like '%\\_LANE'");
    }

    private String look(Instant at) {
        String vehicle = "LV" + System.nanoTime() + "-" + ++number;
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,%1$s,lane-a,%2$s,PRINT,VEHICLE,%1$s".formatted(vehicle, at));
        return vehicle;
    }

    /** An own case of the accessor, open all the time, that the vehicle was linked to on that day. */
    private void link(String vehicle, Instant at) {
        context("cases", "case_ref,kind,opened_at", "C" + vehicle + ",CRIME," + T.minus(Duration.ofDays(9)));
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,unit_id,to,recorded_at,recorded_by",
                "C%s,%2$s,OIC,LANE-A,,,%2$s,B".formatted(vehicle, T.minus(Duration.ofDays(8))));
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at,recorded_by,role",
                "C%1$s,VEHICLE,%1$s,%2$s,B,SUSPECT".formatted(vehicle, at));
    }

    private void evaluate(Instant asOf) {
        evaluation.evaluate(asOf, (done, left) -> {});
    }

    /** What was found in looks at the vehicle: the lane, how many hours after the look, and after how many it was withdrawn. */
    private List<String> found(String vehicle) {
        return jdbc.queryForList("""
                select concat_ws(' ', replace(rule_code, '_LANE', ''), extract(epoch from raised_at - occurred_at)::int / 3600,
                  extract(epoch from withdrawn_at - occurred_at)::int / 3600)
                from rules.finding where story = 'RECORD/VEHICLE/' || ? and rule_code like '%\\_LANE'
                order by raised_at, rule_code
                """, String.class, vehicle);
    }

    private Map<String, Object> verdict(String vehicle) {
        return jdbc.queryForMap("select explained, settled from explanation.verdict where record_id = ?", vehicle);
    }

    @Test
    void asksEachRuleInItsLane() {
        String vehicle = look(T);
        evaluate(T.plus(Duration.ofDays(1)).minusSeconds(1));
        assertThat(found(vehicle)).containsExactly("IMMEDIATE 0");
        evaluate(T.plus(Duration.ofDays(1)));
        assertThat(found(vehicle)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24");
        assertThat(verdict(vehicle)).containsEntry("settled", false);
        assertThat(jdbc.queryForList("select record_id from explanation.unexplained", String.class))
                .as("only what has settled counts as left unexplained")
                .doesNotContain(vehicle);
        evaluate(T.plus(SETTLE));
        assertThat(found(vehicle)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24", "SETTLED 72");
        assertThat(verdict(vehicle)).containsEntry("settled", true);
        evaluate(T.plus(Duration.ofDays(27)));
        assertThat(found(vehicle)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24", "SETTLED 72", "WEEK 168");
        evaluate(T.plus(Duration.ofDays(40)));
        List<String> all = List.of("IMMEDIATE 0", "NEXT_DAY 24", "SETTLED 72", "WEEK 168", "FOUR_WEEKS 672");
        assertThat(found(vehicle)).isEqualTo(all);
        assertThat(jdbc.queryForObject("select count(*) from explanation.settling", Long.class))
                .isZero();

        String atOnce = look(T);
        evaluate(T.plus(Duration.ofDays(40)));
        assertThat(found(atOnce)).as("however late the run").isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void withdrawsWhatLateContextExplainsWhereverRulesWereAskedBefore(int step) {
        String early = look(T);
        link(early, T.plus(Duration.ofHours(30)));
        String late = look(T);
        link(late, T.plus(Duration.ofDays(5)));
        String unexplained = look(T.plusSeconds(60));
        for (int day = step; day <= 40; day += step) {
            evaluate(T.plus(Duration.ofDays(day)));
        }

        assertThat(found(early)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24 72");
        assertThat(verdict(early)).containsEntry("explained", true);
        assertThat(earlier(early)).as("it had not settled").isEmpty();
        assertThat(found(late)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24 168", "SETTLED 72 168");
        assertThat(verdict(late)).containsEntry("explained", true);
        assertThat(earlier(late)).containsExactly("false 168");
        assertThat(found(unexplained)).hasSize(5).noneMatch(line -> line.matches(".* .* .*"));
    }

    private List<String> earlier(String vehicle) {
        return jdbc.queryForList("""
                select p.explained || ' ' || extract(epoch from p.replaced_at - v.occurred_at)::int / 3600
                from explanation.earlier_verdict p join explanation.verdict v on v.event_key = p.event_key
                where v.record_id = ?
                """, String.class, vehicle);
    }

    @Test
    void keepsAVerdictThatRestsOnWhatWasKnownLater() {
        String vehicle = look(T);
        link(vehicle, T.plus(Duration.ofHours(30)));
        evaluate(T.plus(Duration.ofDays(2)));
        assertThat(found(vehicle)).containsExactly("IMMEDIATE 0", "NEXT_DAY 24");
        assertThat(verdict(vehicle)).isEqualTo(Map.of("explained", true, "settled", false));
    }

    @Test
    void judgesAgainOnlyWhereARuleWaits() {
        jdbc.update("delete from rules.rule where code in ('NEXT_DAY_LANE', 'WEEK_LANE', 'FOUR_WEEKS_LANE')");
        String vehicle = look(T);
        evaluate(T.plusSeconds(1));
        assertThat(due(vehicle)).containsExactly(72);
        assertThat(evaluation.evaluate(T.plus(Duration.ofDays(40)), (done, left) -> {}))
                .isEqualTo(1);
        assertThat(due(vehicle)).isEmpty();

        insertRule("WEEK_LANE", Rule.Lane.WEEK, "!explanation.explained && ");
        String next = look(T);
        evaluate(T.plus(Duration.ofDays(4)));
        assertThat(due(next)).containsExactly(168);
        assertThat(due(vehicle)).as("what had settled before is not asked").isEmpty();
    }

    private List<Integer> due(String vehicle) {
        return jdbc.queryForList(
                "select extract(epoch from due_at - occurred_at)::int / 3600 from explanation.settling where record_id = ?",
                Integer.class,
                vehicle);
    }
}
