package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.verifier.BundleCheck;
import uk.propercourse.verifier.Verdict;

/** People at work, each in a session of their own, on the demonstration force. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewFlagJourneyIT extends JourneyTest {

    /** Each journey starts with every name hidden. */
    @BeforeEach
    void hideNames() {
        TestPostgres.asOwner("delete from security.reveal");
    }

    @Test
    void investigatorSignsInOpensTheFirstFlagAndReadsItsExplanation() {
        Page page = browser.newPage();
        page.navigate("/flags");
        browser.reached(page, "Sign in");
        page.getByLabel("User name").fill("PSD_INVESTIGATOR");
        page.getByLabel("Password").fill("wrong");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        browser.reached(page, "Error: Sign in");
        page.getByLabel("User name").fill("PSD_INVESTIGATOR");
        page.getByLabel("Password").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        browser.reached(page, "Flags");
        assertThat(page.locator(".pc-banner-synthetic")).containsText("synthetic");

        Locator first = page.locator("tbody tr").first();
        String score = first.locator(".pc-score").textContent();
        first.locator("a.pc-sentence").click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What speaks against")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What speaks for")))
                .isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What could not be checked")))
                .isVisible();
        assertThat(page.locator("aside .pc-score")).hasText(score);
        page.locator("summary").first().click();
        assertThat(page.getByText("Looked for and not found").first()).isVisible();
        assertThat(page.getByText("assigned to a case that the record is linked to")
                        .first())
                .isVisible();
        browser.reached(page, page.title().replace(" – Proper Course", ""));

        page.getByLabel("Why do you need the name?").fill("short");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the name"))
                .click();
        assertThat(page.locator(".govuk-error-summary")).containsText("at least 10 characters");
        page.getByLabel("Why do you need the name?").fill("Severity assessment of this matter");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the name"))
                .click();
        assertThat(page.locator(".govuk-error-summary")).hasCount(0);
        assertThat(page.getByLabel("Why do you need the name?")).hasCount(0);
        assertThat(count("select count(*) from security.reveal where reason = 'Severity assessment of this matter'"))
                .isEqualTo(1);
    }

    @Test
    void investigatorFollowsAFlagToThePersonAndTheRecord() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/staff/D025");
        browser.reached(page, page.title().replace(" – Proper Course", ""));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Show only what is not explained"))
                .click();
        assertThat(page.locator("tbody tr").last()).containsText("Not explained");
        page.navigate("/records/PERSON/P00720");
        browser.reached(page, "Who looked at Person P00720");
        page.navigate("/search?q=Featherstonehaugh");
        browser.reached(page, "Search");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.navigate("/rules");
        browser.reached(page, "Rules");
    }

    @Test
    void investigatorFiltersSortsAndDownloadsTheQueue() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/flags");
        page.getByLabel("Rule").selectOption("OWN_RECORD");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page.locator("h1")).containsText("1 flag");
        page.navigate("/flags?sort=oldest");
        String oldest = page.locator("tbody time").first().getAttribute("datetime");
        page.navigate("/flags?sort=newest");
        String newest = page.locator("tbody time").first().getAttribute("datetime");
        assertThat(Instant.parse(oldest)).isBefore(Instant.parse(newest));
        page.navigate("/flags?unit=REC-1&rule=NEIGHBOUR");
        assertThat(page.getByText("No flag matches this filter")).isVisible();
        browser.reached(page, "Flags");
    }

    @Test
    void nobodySeesAFlagAboutThemselves() {
        String own =
                jdbc.queryForObject("select min(flag_id::text) from review.flag where staff_id = 'D025'", String.class);
        Page other = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        assertThat(other.navigate("/flags/" + own).status()).isEqualTo(200);
        Page self = browser.signIn("PSD_MANAGER", PASSWORD);
        Response answer = self.navigate("/flags/" + own);
        assertThat(answer.status()).isEqualTo(404);
        browser.reached(self, "Page not found");
        self.navigate("/flags");
        assertThat(self.content()).doesNotContain(own);
        self.navigate("/records/PERSON/P00730");
        assertThat(self.locator("tbody tr")).hasCount(0);
    }

    @Test
    void nobodySeesAFlagAboutSomebodyWhoDeclaredAnAssociationWithThem() {
        String flag = jdbc.queryForObject(
                "select min(flag_id::text) from review.flag where staff_id = 'D036' and status = 'OPEN'", String.class);
        Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
        assertThat(manager.navigate("/flags/" + flag).status()).isEqualTo(200);
        jdbc.update("""
                insert into people.association (force_id, staff_id, record_type, record_id, relation, declared_on, received_at,
                  batch_id)
                select 1, 'D036', 'PERSON', record_id, 'PARTNER', date '2026-01-01', now(), gen_random_uuid()
                from casework.own_record where staff_id = 'D025' limit 1
                """);
        assertThat(manager.navigate("/flags/" + flag).status()).isEqualTo(404);
        assertThat(manager.navigate("/dossiers/" + flag).status()).isEqualTo(404);
        jdbc.update("delete from people.association where staff_id = 'D036' and relation = 'PARTNER'");
    }

    @ParameterizedTest
    @CsvSource({
        "FORCE_ADMIN, /intake, Feeds",
        "DATA_PROTECTION, /intake, Feeds",
        "INSPECTOR, /intake, Feeds",
        "SUPERVISOR, /justifications, My team",
        "OFFICER, /requests, My requests"
    })
    void othersSeeTheirOwnPageAndNoFlag(String user, String path, String title) {
        Page page = browser.signIn(user, PASSWORD);
        browser.reached(page, title);
        assertThat(java.net.URI.create(page.url()).getPath()).isEqualTo(path);
        for (String forbidden : new String[] {
            "/flags", "/flags.csv", "/staff/D025", "/records/PERSON/P00720", "/search", "/dossiers", "/investigations"
        }) {
            assertThat(page.navigate(forbidden).status()).as(forbidden).isEqualTo(403);
        }
        browser.reached(page, "You may not open this page");
    }

    @Test
    void inspectorSeesTheLedgerAndWhetherAnAccessIsAsItWasReceived() {
        String event = jdbc.queryForObject(
                "select system_code || '/' || event_id from access.access_event order by event_key limit 1",
                String.class);
        Page page = browser.signIn("INSPECTOR", PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ledger"))
                .click();
        browser.reached(page, "Ledger");
        assertThat(page.locator(".govuk-summary-list")).containsText("propercourse/force-1+");
        page.getByLabel("Access, as system and event identifier").fill(String.valueOf(event));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check"))
                .click();
        browser.reached(page, "Ledger");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Unchanged");
        page.getByLabel("Access, as system and event identifier").fill("PNC/none");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("No access PNC/none was sealed");
        Download verifier = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Download the page that checks bundles"))
                .click());
        assertThat(verifier.suggestedFilename()).isEqualTo("verify.html");
    }

    @Test
    void investigatorTakesTheEvidenceOfAFlagAndItVerifies() throws IOException {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/flags");
        page.locator("tbody a[href*='/flags/']").last().click();
        assertThat(page.locator("main")).containsText("once you have given a reason to see the name");
        assertThat(page.request().get(page.url() + "/evidence.zip").status()).isEqualTo(403);
        page.getByLabel("Why do you need the name?").fill("The entries go to counsel");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the name"))
                .click();
        Download download = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Evidence bundle of these accesses"))
                .click());
        Verdict verdict = BundleCheck.check(Files.readAllBytes(download.path()), "");
        assertThat(verdict.holds()).as(String.join("\n", verdict.lines())).isTrue();
        assertThat(verdict.lines()).hasSizeGreaterThan(1);
    }

    @Test
    void investigatorAsksWhyAnAccessWasNotFlagged() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/staff/D025");
        page.locator("tbody tr", new Page.LocatorOptions().setHasText("Explained"))
                .first()
                .locator("a[href*='/accesses/']")
                .click();
        browser.reached(page, page.title().replace(" – Proper Course", ""));
        assertThat(page.locator("main")).containsText("Explained by casework");
        Locator coldRecord = page.locator("tbody tr", new Page.LocatorOptions().setHasText("No live case"));
        assertThat(coldRecord.locator("td").first()).hasText("No");
        assertThat(coldRecord).containsText("!explanation.explained does not hold");
        assertThat(coldRecord).containsText("explanation.explained is yes");
        assertThat(page.request().get("/accesses/RMS/no-such-event").status()).isEqualTo(404);
        Page administrator = browser.signIn("FORCE_ADMIN", PASSWORD);
        assertThat(administrator.request().get(page.url()).status()).isEqualTo(403);
        Page theirs = browser.signIn("PSD_MANAGER", PASSWORD);
        assertThat(theirs.request().get(page.url()).status()).isEqualTo(404);
    }

    @Test
    void investigatorSeesNoAccountOfSomebodyWhoseNameIsHidden() {
        Page page = browser.signIn("PSD_MANAGER", PASSWORD);
        page.navigate("/flags");
        page.locator("tbody a[href*='/flags/']").first().click();
        assertThat(page.getByText("As the source logged it").first()).isAttached();
        assertThat(page.locator("dt", new Page.LocatorOptions().setHasText("account_id")))
                .hasCount(0);
        page.getByLabel("Why do you need the name?").fill("Severity assessment by the manager");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show the name"))
                .click();
        assertThat(page.locator("dt", new Page.LocatorOptions().setHasText("account_id"))
                        .first())
                .isAttached();
    }

    @Test
    void investigatorDecidesAndAColleagueWhoWasSlowerIsTold() {
        Page first = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        first.navigate("/flags?sort=newest");
        first.locator("tbody a[href*='/flags/']").last().click();
        String flag = first.url();
        Page second = browser.signIn("PSD_MANAGER", PASSWORD);
        second.navigate(flag);
        press(first, "Decide");
        assertThat(first.locator(".govuk-error-summary")).containsText("Choose what it means for the person");
        assertThat(first.locator(".govuk-error-summary")).containsText("Choose what the rule should learn");
        browser.reached(first, first.title().replace(" – Proper Course", ""));
        decide(first, "No issue", "Spoke with the sergeant: a verbal request");
        assertThat(first).hasURL(java.util.regex.Pattern.compile(".*/flags"));
        assertThat(first.locator("tbody a[href='" + flag.substring(flag.indexOf("/flags/")) + "']"))
                .hasCount(0);

        decide(second, "Investigate", "Looks like more than a coincidence");
        assertThat(second.locator(".govuk-error-summary")).containsText("has changed since you opened it");
        assertThat(second.locator(".govuk-error-summary")).containsText("Looks like more than a coincidence");
        assertThat(second.locator("aside")).containsText("Spoke with the sergeant");
        second.getByLabel("Reason to re-open it").fill("The request cannot be confirmed");
        press(second, "Put it back into the queue");
        assertThat(second.getByLabel("For the rule")).isVisible();
        assertThat(second.locator("aside")).containsText("Re-opened");
        assertThat(count("select count(*) from ledger.entry where kind = 'DECISION'"))
                .isEqualTo(2);
    }

    @Test
    void decidedFlagComesBackWithLaterAccessesOnly() {
        String flag = String.valueOf(jdbc.queryForObject(
                "select flag_id::text from review.flag where status = 'OPEN' and story like 'RECORD/%' order by score desc limit 1",
                String.class));
        jdbc.update("update review.flag set status = 'DECIDED' where flag_id = ?::uuid", flag);
        evaluation.evaluate(END.plusSeconds(6 * 86_400), (done, left) -> {});
        assertThat(count("select count(*) from review.flag where flag_id = ?::uuid and status = 'DECIDED'", flag))
                .isEqualTo(1);
        String again = END.plusSeconds(86_400).toString();
        load(
                "access",
                new ByteArrayInputStream(("system_code,event_id,account_id,occurred_at,action,record_type,record_id\n"
                                + jdbc.queryForObject("""
                                        select a.system_code || ',again-1,' || a.account_id || ',%s,VIEW,' || f.record_type
                                          || ',' || f.record_id
                                        from review.flag f join people.account a on a.staff_id = f.staff_id
                                        where f.flag_id = ?::uuid limit 1
                                        """.formatted(again), String.class, flag)
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        evaluation.evaluate(END.plusSeconds(7 * 86_400), (done, left) -> {});
        assertThat(count(
                        "select count(*) from review.flag where flag_id = ?::uuid and status = 'OPEN' and reopened = 1",
                        flag))
                .isEqualTo(1);
    }

    @Test
    void administratorReadsABatchAndWhatWasRefused() {
        load("duty", resource("/bad-duty.csv"));
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        page.locator("tbody a[href*='/intake/batches/']").first().click();
        browser.reached(page, "Batch duty.csv");
        assertThat(page.locator("main")).containsText("ends (2026-01-01T00:00:00Z) before it starts");
        assertThat(page.locator("main")).containsText("D001,2026-01-02T00:00:00Z");
        page.navigate("/intake/unresolved-accounts");
        browser.reached(page, "Unresolved accounts");
    }

    @Test
    void worksWithoutJavaScript() {
        Page page = browser.signInWithoutJavaScript("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/flags");
        page.getByLabel("Rule").selectOption("OWN_RECORD");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.locator("a.pc-sentence").first().click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("What speaks against")))
                .isVisible();
        page.locator("summary").first().click();
        assertThat(page.getByText("Looked for and not found").first()).isVisible();
    }

    @Test
    void fitsANarrowScreen() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.setViewportSize(320, 640);
        for (String path : new String[] {"/flags", "/staff/D025", "/search?q=Featherstonehaugh", "/rules"}) {
            page.navigate(path);
            fits(page);
        }
        page.navigate("/flags");
        page.locator("a.pc-sentence").first().click();
        fits(page);
    }

    private static void fits(Page page) {
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue())
                .as("overflow at 320 px on " + page.url())
                .isLessThanOrEqualTo(0);
    }
}
