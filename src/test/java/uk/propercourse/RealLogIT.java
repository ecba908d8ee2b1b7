package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.intake.Format;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.ProfileCatalog;
import uk.propercourse.intake.Receipt;
import uk.propercourse.intake.UnresolvedAccounts;

/** A real export through its profile: no staff, no cases, no records. What is unknown accuses nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealLogIT extends IntegrationTest {

    @Autowired
    ProfileCatalog profiles;

    @Autowired
    UnresolvedAccounts accounts;

    private Receipt importLog() throws IOException {
        try (InputStream in = resource("/real-log/searches.csv.gz")) {
            return intake.load(
                    profiles.get("flock-search-audit"),
                    new IntakeService.Source("searches.csv.gz", "test", Format.CSV),
                    in,
                    rows -> {});
        }
    }

    @Test
    @Order(1)
    void acceptsEverySearchOnce() throws IOException {
        Receipt receipt = importLog();
        assertThat(receipt.accepted()).isEqualTo(4_294);
        assertThat(receipt.quarantined()).isZero();
        assertThat(receipt.warnings()).isEmpty();
        assertThat(receipt.unresolvedAccounts()).isEqualTo(147);
        assertThat(importLog().duplicates()).isEqualTo(4_294);
        assertThat(accounts.count()).isEqualTo(147);
    }

    @Test
    @Order(2)
    void keepsTimesRightInUtc() {
        assertThat(jdbc.queryForObject(
                        "select occurred_at from access.access_event where event_id = 'E000001'", Instant.class))
                .isEqualTo(Instant.parse("2025-06-18T00:02:04.789Z"));
        assertThat(jdbc.queryForObject(
                        "select reason_text from access.access_event where event_id = 'E000002'", String.class))
                .isEqualTo("investigative");
    }

    @Test
    @Order(3)
    void raisesNoFlagOnWhatIsUnknown() {
        evaluation.evaluate(Instant.parse("2026-01-01T00:00:00Z"), (done, left) -> {});
        assertThat(count("select count(*) from explanation.verdict where settled"))
                .isEqualTo(4_294);
        assertThat(count("select count(*) from rules.finding")).isZero();
        assertThat(count("select count(*) from review.flag")).isZero();
    }

    @Test
    @Order(4)
    void resolvesAccountsWhenTheirOwnersComeIn() {
        String account = java.util.Objects.requireNonNull(
                jdbc.queryForObject("select min(account_id) from access.account_seen", String.class));
        Receipt receipt = load(
                "accounts",
                new java.io.ByteArrayInputStream(
                        ("system_code,account_id,from,staff_id,to\nFLOCK," + account + ",2025-01-01T00:00:00Z,S1,\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(receipt.accepted()).isEqualTo(1);
        assertThat(accounts.count()).isEqualTo(146);
        evaluation.evaluate(Instant.parse("2026-01-01T00:00:00Z"), (done, left) -> {});
        assertThat(count("select count(*) from explanation.verdict where staff_id = 'S1'"))
                .isEqualTo(count("select count(*) from access.access_event where account_id = ?", account));
    }
}
