package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases that have closed are passed over, exactly as far as nothing can come of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedCasesIT extends IntegrationTest {

    private static final Instant T = Instant.parse("2026-06-10T12:00:00Z");
    private static final Instant LONG_AGO = T.minus(Duration.ofDays(120));

    @Autowired
    TransactionTemplate transaction;

    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeAll
    void people() {
        context("staff", "staff_id,kind,first_name,last_name", "A,OFFICER,Ann,Archer", "B,OFFICER,Ben,Bell");
        context("accounts", "system_code,account_id,from,staff_id", "RMS,a,2025-01-01T00:00:00Z,A");
    }

    @AfterEach
    void linksSayWhatTheirCasesSay() {
        assertThat(count("""
                select count(*) from casework.case_link l left join casework.case_file c using (force_id, case_ref)
                where l.open_until is distinct from
                  case when c.case_ref is null then '-infinity' else coalesce(c.closed_at, 'infinity') end
                """)).isZero();
    }

    private String ref() {
        return "CASE-" + numbers.incrementAndGet();
    }

    private void file(String ref, @Nullable Instant closed) {
        context(
                "cases",
                "case_ref,kind,opened_at,closed_at",
                ref + ",CRIME," + LONG_AGO + "," + (closed == null ? "" : closed));
    }

    private void assign(String ref, Instant from) {
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,recorded_at,recorded_by",
                ref + "," + from + ",OIC,A," + from + ",B");
    }

    /** Links a record of its own to the case. */
    private String link(String ref) {
        String record = "P-" + ref;
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at,recorded_by",
                ref + ",PERSON," + record + "," + LONG_AGO + ",B");
        return record;
    }

    private @Nullable String explanation(String record, Instant at) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,E-" + numbers.incrementAndGet() + ",a," + at + ",VIEW,PERSON," + record);
        evaluation.evaluate(at.plus(Duration.ofDays(4)), (done, left) -> {});
        return jdbc.queryForObject(
                "select template from explanation.verdict where record_id = ? and occurred_at = ? and settled",
                String.class,
                record,
                Timestamp.from(at));
    }

    @Test
    void explainUntilShortlyAfterTheyClosedAndAreShownForAMonth() {
        String ref = ref();
        file(ref, null);
        assign(ref, LONG_AGO);
        String record = link(ref);
        file(ref, T);
        assertThat(explanation(record, T.plus(Duration.ofHours(2)))).isEqualTo("OWN_CASE");
        assertThat(explanation(record, T.plus(Duration.ofHours(3)))).isEqualTo("WORK_ENDED");
        assertThat(explanation(record, T.plus(Duration.ofDays(30)))).isEqualTo("WORK_ENDED");
        assertThat(explanation(record, T.plus(Duration.ofDays(31)))).isNull();
    }

    @Test
    void explainAgainWhenTheyOpenAgain() {
        String ref = ref();
        file(ref, T.minus(Duration.ofDays(80)));
        assign(ref, LONG_AGO);
        String record = link(ref);
        assertThat(explanation(record, T)).isNull();
        file(ref, null);
        assertThat(explanation(record, T.plus(Duration.ofDays(1)))).isEqualTo("OWN_CASE");
    }

    @Test
    void explainNothingUntilTheyAreKnown() {
        String ref = ref();
        assign(ref, LONG_AGO);
        String record = link(ref);
        linksSayWhatTheirCasesSay();
        assertThat(explanation(record, T.minus(Duration.ofDays(5)))).isNull();
        file(ref, T.plus(Duration.ofHours(1)));
        assertThat(explanation(record, T)).isEqualTo("OWN_CASE");
    }

    @Test
    void areShownWhereSomebodyIsPutOnThemAfterLooking() {
        String ref = ref();
        file(ref, T.minus(Duration.ofDays(60)));
        String record = link(ref);
        assign(ref, T.plus(Duration.ofDays(1)));
        assertThat(explanation(record, T)).isEqualTo("ASSIGNED_LATER");
        assertThat(explanation(record, T.plus(Duration.ofDays(40))))
                .as("closed a hundred days")
                .isNull();
    }

    @Test
    void doNotChangeWhileALinkIsMadeToThem() {
        String ref = ref();
        file(ref, T.minus(Duration.ofDays(80)));
        CompletableFuture<String> linking = transaction.execute(status -> {
            jdbc.update("update casework.case_file set closed_at = null where case_ref = ?", ref);
            CompletableFuture<String> link = CompletableFuture.supplyAsync(() -> link(ref));
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> link.isDone() || waitsForACase());
            return link;
        });
        assertThat(linking).succeedsWithin(Duration.ofSeconds(20));
    }

    private boolean waitsForACase() {
        return count("select count(*) from pg_locks where relation = 'casework.case_file'::regclass and not granted")
                > 0;
    }
}
