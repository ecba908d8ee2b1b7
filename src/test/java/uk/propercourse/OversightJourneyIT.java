package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.ledger.LedgerVerification;
import uk.propercourse.oversight.PageReads;
import uk.propercourse.security.Pseudonyms;

/** Who read what in this application, as those see it who watch the watchers. */
class OversightJourneyIT extends JourneyTest {

    @Autowired
    PageReads reads;

    @Autowired
    LedgerVerification verification;

    @Autowired
    Pseudonyms pseudonyms;

    private List<String> differences() {
        return verification.verify((done, left) -> {}).differences().stream()
                .map(difference -> difference.fault() + " " + difference.what())
                .toList();
    }

    private String text(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, String.class));
    }

    @Test
    void whoeverReadsIsReadOfAndTheReadIsSealed() {
        String flag = text("select flag_id::text from review.flag where status = 'OPEN' order by flag_id limit 1");
        String staff = text("select staff_id from review.flag where flag_id = '" + flag + "'");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        assertThat(investigator.navigate("/flags/" + flag).status()).isEqualTo(200);
        investigator.navigate("/search?q=nobody-must-read-this");

        Page officer = browser.signIn("DATA_PROTECTION", PASSWORD);
        officer.navigate("/");
        officer.getByRole(com.microsoft.playwright.options.AriaRole.LINK, link("Reads"))
                .click();
        browser.reached(officer, "Reads");
        officer.getByLabel("Reader", exactly()).fill("PSD_INVESTIGATOR");
        officer.getByLabel("About staff number").fill(staff);
        press(officer, "Apply");
        assertThat(officer.locator("tbody tr").first()).containsText("Person " + pseudonyms.of(new StaffId(staff)));
        assertThat(officer.locator("tbody tr").first()).containsText("Flag");
        assertThat(officer.content()).doesNotContain("nobody-must-read-this");

        assertThat(reads.seal()).isPositive();
        assertThat(reads.seal()).isLessThan(10);
        assertThat(differences()).isEmpty();
        String one = text("select min(read_id)::text from oversight.page_read where reader = 'PSD_INVESTIGATOR'");
        assertThatThrownBy(() -> jdbc.update("update oversight.page_read set reader = 'somebody else'"))
                .hasStackTraceContaining("permission denied");
        TestPostgres.asOwner("update oversight.page_read set reader = 'somebody else' where read_id = " + one);
        assertThat(differences()).containsExactly("CHANGED read " + one + " is not what was sealed");
        TestPostgres.asOwner("update oversight.page_read set reader = 'PSD_INVESTIGATOR' where read_id = " + one);
        assertThat(differences()).isEmpty();
    }

    @Test
    void marksWhoReadsAboutPeopleCloseToThem() {
        String colleague = text("""
                select t.staff_id from people.posting m join people.posting t on t.unit_id = m.unit_id
                where m.staff_id = 'D025' and t.staff_id not in ('D025', m.supervisor_id) order by 1 limit 1
                """);
        Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
        assertThat(manager.navigate("/staff/" + colleague).status()).isEqualTo(200);
        Page inspector = browser.signIn("INSPECTOR", PASSWORD);
        inspector.navigate("/reads");
        inspector.getByLabel("Only about people close to the reader").check();
        press(inspector, "Apply");
        assertThat(inspector.locator("tbody tr").first()).containsText("PSD_MANAGER");
        assertThat(inspector.locator("tbody tr").first()).containsText("Same unit");
        assertThat(inspector.request().get("/reads.csv?close=true").text()).contains("SAME_UNIT");
        inspector.navigate("/reads?reader=nobody");
        assertThat(inspector.getByText("No read matches.")).isVisible();
        assertThat(inspector.navigate("/reads?from=yesterday").status()).isEqualTo(422);
        assertThat(inspector.getByText("“yesterday” is not understood as “from”"))
                .isVisible();
        assertThat(browser.signIn("FORCE_ADMIN", PASSWORD).navigate("/reads").status())
                .isEqualTo(403);
    }

    @Test
    void tellsNobodyThatSomebodyReadsACovertMatter() {
        String staff = text("select staff_id from review.flag where status = 'OPEN' order by staff_id desc limit 1");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/staff/" + staff);
        Page officer = browser.signIn("DATA_PROTECTION", PASSWORD);
        officer.navigate("/reads?person=" + staff);
        assertThat(officer.locator("tbody tr")).hasCount(1);
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values (gen_random_uuid(), 1, ?, 'Operation nobody knows', 'PSD_INVESTIGATOR', now(), 0)
                """, staff);
        officer.navigate("/reads?person=" + staff);
        assertThat(officer.getByText("No read matches.")).isVisible();
        assertThat(officer.request().get("/reads.csv").text()).doesNotContain(pseudonyms.of(new StaffId(staff)));
    }

    /** Each was opened so many seconds before it was decided; whoever is asked claims that case. */
    private void decided(String supervisor, String person, int seconds, String kind, String caseRef) {
        jdbc.update("""
                with q as (
                  insert into review.justification_request (request_id, force_id, staff_id, supervisor_id, route, status, question,
                    asked_by, asked_at, due_at, closed_at, version)
                  values (gen_random_uuid(), 1, ?, ?, 'OFFICER_THEN_SUPERVISOR', 'ANSWERED', 'What for?', 'p', now(), now(),
                    now(), 0)
                  returning request_id),
                said as (
                  insert into review.reply (reply_id, request_id, kind, case_ref, explanation, replied_by, staff_id, replied_at)
                  select gen_random_uuid(), request_id, 'JUSTIFIED', ?, 'for that', 'o', ?, now() - interval '1 hour' from q),
                opened as (
                  insert into oversight.page_read (force_id, reader, read_at, route, item, item_id, nonce)
                  select 1, 'sup ' || ?, now() - make_interval(secs => ?), '/justifications/{requestId}', request_id::text,
                    request_id, '\\x00' from q)
                insert into review.reply (reply_id, request_id, kind, explanation, replied_by, staff_id, replied_at)
                select gen_random_uuid(), request_id, ?, 'fine', 'sup ' || ?, ?, now() from q
                """, person, supervisor, caseRef, person, supervisor, seconds, kind, supervisor, supervisor);
    }

    @Test
    void showsHowSupervisorsDecide() {
        for (int i = 0; i < 5; i++) {
            decided("D001", "D00" + (3 + i), 4, "SATISFIED", "");
        }
        decided("D002", "D003", 95, "NOT_SATISFIED", "");
        decided("D002", "D004", 80, "SATISFIED", "NO/SUCH/CASE");
        Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
        manager.navigate("/statistics");
        manager.getByRole(com.microsoft.playwright.options.AriaRole.LINK, link("How supervisors decide"))
                .click();
        browser.reached(manager, "How supervisors decide");
        String hasty = pseudonyms.of(new StaffId("D001"));
        assertThat(manager.locator("tbody tr", new Page.LocatorOptions().setHasText(hasty)))
                .containsText("Look at it");
        manager.getByText("Person " + hasty).click();
        assertThat(manager.locator("tbody tr")).hasCount(5);
        assertThat(manager.locator("tbody tr").first()).containsText("Hasty");
        manager.navigate("/supervision/D002");
        assertThat(manager.getByText("No such case")).hasCount(1);
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values (gen_random_uuid(), 1, 'D007', 'Operation nobody knows', 'PSD_INVESTIGATOR', now(), 0)
                """);
        manager.navigate("/supervision/D001");
        assertThat(manager.locator("tbody tr")).hasCount(4);
        assertThat(browser.signIn("PSD_INVESTIGATOR", PASSWORD)
                        .navigate("/supervision")
                        .status())
                .isEqualTo(403);
    }
}
