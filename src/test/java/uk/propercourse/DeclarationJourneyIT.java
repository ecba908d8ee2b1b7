package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.kernel.London;
import uk.propercourse.ledger.LedgerVerification;
import uk.propercourse.security.Role;

/** An officer declares a look-up, the supervisor accepts it, and the look explains itself. */
class DeclarationJourneyIT extends JourneyTest {

    private static final String OFFICER = "DECL1";
    private static final String SUPERVISOR = "DECL2";
    private static final String RECORD = "P-DECLARED";

    @Autowired
    LedgerVerification verification;

    @BeforeAll
    void people() {
        context(
                "staff",
                "staff_id,kind,first_name,last_name",
                OFFICER + ",OFFICER,Ada,Deklar",
                SUPERVISOR + ",OFFICER,Bea,Deklar");
        context("units", "unit_id,name,kind", "DU,Declared,RESPONSE");
        context(
                "postings",
                "staff_id,from,unit_id,role,supervisor_id",
                OFFICER + ",2020-01-01T00:00:00Z,DU,RESPONSE," + SUPERVISOR,
                SUPERVISOR + ",2020-01-01T00:00:00Z,DU,SERGEANT,");
        context(
                "accounts",
                "system_code,account_id,from,staff_id",
                "RMS,decl1,2020-01-01T00:00:00Z," + OFFICER,
                "RMS,decl2,2020-01-01T00:00:00Z," + SUPERVISOR);
        users.ensureDemonstration("declarer", "An officer", PASSWORD, Role.OFFICER, OFFICER);
        users.ensureDemonstration("accepter", "A supervisor", PASSWORD, Role.SUPERVISOR, SUPERVISOR);
        users.ensureDemonstration("stranger", "Another supervisor", PASSWORD, Role.SUPERVISOR, "D025");
    }

    private Map<String, Object> verdict(String event) {
        return jdbc.queryForMap("""
                select v.explained, v.template from explanation.verdict v
                join access.access_event e on e.event_key = v.event_key and e.occurred_at = v.occurred_at
                where e.event_id = ?
                """, event);
    }

    private static void declare(Page officer, String record, String why) {
        officer.navigate("/declarations");
        officer.getByLabel("Identifier").fill(record);
        officer.getByLabel("What you need it for").fill(why);
        officer.getByLabel("For how many days").fill("2");
        press(officer, "Declare it");
    }

    @Test
    void aDeclaredLookExplainsItself() {
        Page officer = browser.signIn("declarer", PASSWORD);
        officer.navigate("/");
        officer.getByRole(AriaRole.LINK, link("Declare")).click();
        browser.reached(officer, "Declare a look-up");
        press(officer, "Declare it");
        assertThat(officer.getByRole(AriaRole.ALERT)).containsText("Enter the record's identifier");
        declare(officer, RECORD, "Asked by the coroner to find the next of kin");
        assertThat(officer.locator("tbody tr").first()).containsText("With the supervisor");

        Page stranger = browser.signIn("stranger", PASSWORD);
        String id = Objects.requireNonNull(jdbc.queryForObject(
                "select declaration_id::text from review.declaration where record_id = ?", String.class, RECORD));
        assertThat(stranger.navigate("/justifications/declarations/" + id).status())
                .isEqualTo(404);

        Page supervisor = browser.signIn("accepter", PASSWORD);
        supervisor.navigate("/justifications");
        assertThat(supervisor.locator("h1")).hasText("1 needs you");
        supervisor.getByText("Ada Deklar").click();
        browser.reached(supervisor, "A declared look-up");
        check(supervisor, "Accept");
        press(supervisor, "Decide");
        assertThat(supervisor.getByRole(AriaRole.ALERT)).containsText("Give a reason");
        supervisor.getByLabel("Why", exactly()).fill("The coroner's officer called me too");
        check(supervisor, "Accept");
        press(supervisor, "Decide");
        assertThat(supervisor.locator("h1")).hasText("Nothing needs you");

        Instant after = Instant.now().plus(Duration.ofMinutes(30)).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,DECLARED-IN,decl1," + after + ",VIEW,PERSON," + RECORD,
                "RMS,DECLARED-OTHER,decl1," + after + ",VIEW,PERSON,P-OTHER",
                "RMS,DECLARED-LATE,decl1," + after.plus(Duration.ofDays(3)) + ",VIEW,PERSON," + RECORD);
        evaluation.evaluate(after.plus(Duration.ofDays(9)), (done, left) -> {});
        assertThat(verdict("DECLARED-IN")).containsEntry("explained", true).containsEntry("template", "OWN_CASE");
        assertThat(verdict("DECLARED-OTHER")).containsEntry("explained", false);
        assertThat(verdict("DECLARED-LATE")).containsEntry("explained", false);
        assertThat(verification.verify((done, left) -> {}).differences()).isEmpty();
        officer.navigate("/declarations");
        assertThat(officer.locator("tbody tr").first()).containsText("Accepted");
    }

    @Test
    void whatIsRefusedOrWithdrawnExplainsNothing() {
        Page officer = browser.signIn("declarer", PASSWORD);
        declare(officer, "P-REFUSED", "I should like to know who lives there");
        Page supervisor = browser.signIn("accepter", PASSWORD);
        supervisor.navigate("/justifications");
        supervisor.getByText("person P-REFUSED").click();
        officer.getByRole(AriaRole.BUTTON, button("Withdraw the declaration of P-REFUSED"))
                .click();
        assertThat(officer.locator("tbody tr").first()).containsText("Withdrawn");
        check(supervisor, "Accept");
        supervisor.getByLabel("Why", exactly()).fill("I do not see why not, go on");
        press(supervisor, "Decide");
        assertThat(supervisor.getByRole(AriaRole.ALERT)).containsText("withdrawn since you opened it");
        assertThat(count("select count(*) from casework.case_link where record_id = 'P-REFUSED'"))
                .isZero();
        LocalDate past = London.day(Instant.now()).minusDays(1);
        String token = officer.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(
                        officer,
                        "/declarations",
                        "type=PERSON&record=P1&reason=long+enough+it+is&from=" + past + "&days=9&_csrf=" + token))
                .isEqualTo(422);
        assertThat(browser.signIn("PSD_INVESTIGATOR", PASSWORD)
                        .navigate("/declarations")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void directedReadingExplainsTheNamedCasesForAsLongAsItLasts() {
        context(
                "cases",
                "case_ref,kind,opened_at,closed_at",
                "CR/READ/1,CRIME,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z");
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at",
                "CR/READ/1,PERSON,P-READ,2026-01-01T00:00:00Z");
        Page supervisor = browser.signIn("accepter", PASSWORD);
        supervisor.navigate("/justifications");
        supervisor.getByText("Direct somebody’s reading").click();
        browser.reached(supervisor, "Directed reading");
        press(supervisor, "Direct it");
        assertThat(supervisor.getByRole(AriaRole.ALERT)).containsText("Choose who is to read");
        assertThat(supervisor.getByRole(AriaRole.ALERT)).containsText("Give 1 to 20 cases");
        supervisor.getByLabel("Who reads").selectOption(OFFICER);
        supervisor.getByLabel("Which cases").fill("CR/READ/1\nCR/READ/NO-SUCH");
        supervisor.getByLabel("What for").fill("How a burglary file is built");
        press(supervisor, "Direct it");
        assertThat(supervisor.getByRole(AriaRole.ALERT)).containsText("Casework does not know CR/READ/NO-SUCH");
        assertThat(supervisor.getByLabel("What for")).hasValue("How a burglary file is built");
        supervisor.getByLabel("Which cases").fill("CR/READ/1");
        press(supervisor, "Direct it");
        assertThat(supervisor.locator("tbody tr")).hasCount(1);
        browser.reached(supervisor, "Directed reading");
        Page officer = browser.signIn("declarer", PASSWORD);
        officer.navigate("/declarations");
        assertThat(officer.locator("main")).containsText("How a burglary file is built");

        Page stranger = browser.signIn("stranger", PASSWORD);
        stranger.navigate("/justifications/readings");
        assertThat(stranger.locator("main")).not().containsText("Ada");
        String token = stranger.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(
                        stranger,
                        "/justifications/readings",
                        "staff=" + OFFICER + "&cases=CR/READ/1&days=9&purpose=Not+of+my+team+at+all&_csrf=" + token))
                .isEqualTo(409);

        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        read("READ-BEFORE", now.minus(Duration.ofMinutes(10)), "P-READ");
        read("READ-IN", now.plus(Duration.ofHours(1)), "P-READ");
        read("READ-OTHER", now.plus(Duration.ofHours(1)), "P-OTHER");
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,READ-BY-SUPERVISOR,decl2," + now.plus(Duration.ofHours(1)) + ",VIEW,PERSON,P-READ",
                "RMS,READ-CASE,decl1," + now.plus(Duration.ofHours(1)) + ",VIEW,CASE,CR/READ/1");
        evaluation.evaluate(now.plus(Duration.ofDays(4)), (done, left) -> {});
        assertThat(verdict("READ-BEFORE")).as("never afterwards").containsEntry("explained", false);
        assertThat(verdict("READ-IN")).containsEntry("explained", true).containsEntry("template", "OWN_CASE");
        assertThat(verdict("READ-CASE")).containsEntry("explained", true);
        assertThat(verdict("READ-OTHER")).containsEntry("explained", false);
        assertThat(verdict("READ-BY-SUPERVISOR"))
                .as("whoever directs explains nothing of their own")
                .containsEntry("explained", false);

        supervisor.locator("tbody button").first().click();
        assertThat(supervisor.locator("tbody tr").first()).containsText("ended early");
        read("READ-AFTER", now.plus(Duration.ofDays(3)), "P-READ");
        evaluation.evaluate(now.plus(Duration.ofDays(8)), (done, left) -> {});
        assertThat(verdict("READ-AFTER")).containsEntry("explained", false);
        assertThat(verification.verify((done, left) -> {}).differences()).isEmpty();
    }

    private void read(String event, Instant at, String record) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS," + event + ",decl1," + at + ",VIEW,PERSON," + record);
    }
}
