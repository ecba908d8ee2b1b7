package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.explanation.ClosedMonths;
import uk.propercourse.explanation.ExplanationPolicy;

/** Verdicts of a closed month take less room and say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedMonthsIT extends IntegrationTest {

    private static final Instant END_OF_MARCH = Instant.parse("2026-04-01T00:00:00Z");

    @Autowired
    ClosedMonths months;

    @Autowired
    ExplanationPolicy policy;

    @BeforeAll
    void aForceThatIsSettled() {
        loadSampleForce();
        evaluation.evaluate(END_OF_MARCH.plus(policy.settleAfter()), (done, left) -> {});
    }

    @Test
    void packsAMonthOnceWhenNothingOfItIsDueAnyMore() {
        Instant closed = END_OF_MARCH.plus(policy.settleAfter()).plus(policy.reconsidered());
        LocalDate march = LocalDate.of(2026, 3, 1);
        String verdicts = verdicts();
        long before = size();
        assertThat(months.pack(closed.minus(Duration.ofMinutes(1)))).doesNotContain(march);
        assertThat(size()).isEqualTo(before);

        jdbc.update("""
                insert into explanation.settling (force_id, due_at, event_key, occurred_at)
                select force_id, now(), event_key, occurred_at from explanation.verdict
                where occurred_at >= '2026-03-01Z' and occurred_at < '2026-04-01Z' limit 1
                """);
        assertThat(months.pack(closed.plusSeconds(1))).as("one is judged again").doesNotContain(march);

        jdbc.update("delete from explanation.settling");
        assertThat(months.pack(closed.plusSeconds(1))).isEqualTo(List.of(march));
        assertThat(size()).isLessThan(before * 2 / 3);
        assertThat(verdicts()).isEqualTo(verdicts);
        assertThat(months.pack(closed.plusSeconds(2))).isEmpty();
    }

    private String verdicts() {
        return String.valueOf(jdbc.queryForObject(
                "select md5(string_agg(v::text, '|' order by v.occurred_at, v.event_key)) from explanation.verdict v",
                String.class));
    }

    private long size() {
        Long bytes = jdbc.queryForObject("select pg_table_size('explanation.verdict_2026_03')", Long.class);
        return bytes == null ? 0 : bytes;
    }
}
