package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.review.ExportService;
import uk.propercourse.review.RequestDeadlines;
import uk.propercourse.security.Role;

/** From a flag to an outcome, each person in a session of their own. */
class OutcomeJourneyIT extends JourneyTest {

    private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"#]*)\"");
    private static final Pattern IDENTIFIER =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Z]+-?[0-9][^/?]*|[?].*");
    private static final int EACH_KIND = 2;
    private static final int MOST_STATEMENTS = 36;

    @Autowired
    ExportService exports;

    @Autowired
    RequestDeadlines deadlines;

    /** An open flag about one record, of somebody who has a supervisor. */
    private record Matter(String flag, String staff, String supervisor) {}

    private List<Matter> matters = List.of();

    @BeforeAll
    void people() {
        matters = jdbc.query("""
                select distinct on (f.staff_id) f.flag_id::text as flag, f.staff_id, p.supervisor_id
                from review.flag f join people.posting p on p.staff_id = f.staff_id and p.supervisor_id is not null
                where f.status = 'OPEN' and f.story like 'RECORD/%' and f.staff_id <> 'D025'
                order by f.staff_id, f.score desc, f.flag_id
                """, (row, n) -> new Matter(row.getString(1), row.getString(2), row.getString(3)));
        assertThat(matters).hasSizeGreaterThanOrEqualTo(3);
        for (Matter matter : matters) {
            users.ensureDemonstration(
                    "officer-" + matter.staff(), "Officer " + matter.staff(), PASSWORD, Role.OFFICER, matter.staff());
            users.ensureDemonstration(
                    "sup-" + matter.supervisor(),
                    "Sergeant " + matter.supervisor(),
                    PASSWORD,
                    Role.SUPERVISOR,
                    matter.supervisor());
        }
        users.ensureDemonstration("colleague", "Colleague", PASSWORD, Role.PSD_INVESTIGATOR, null);
        users.ensureDemonstration("other-officer", "Other", PASSWORD, Role.OFFICER, "D039");
    }

    /** Each journey starts from the flags as they were raised. */
    @BeforeEach
    void startAfresh() {
        clear();
    }

    @AfterEach
    void clear() {
        TestPostgres.asOwner("truncate review.attachment");
        TestPostgres.asOwner("delete from review.reply");
        TestPostgres.asOwner("delete from review.justification_request_access");
        TestPostgres.asOwner("delete from review.justification_request");
        TestPostgres.asOwner("delete from review.incident");
        TestPostgres.asOwner("delete from review.compartment_read");
        TestPostgres.asOwner("delete from review.compartment_reader");
        TestPostgres.asOwner("delete from review.compartment");
        TestPostgres.asOwner("delete from review.second_opinion");
        TestPostgres.asOwner("delete from review.decision");
        TestPostgres.asOwner("delete from review.dossier_hold");
        TestPostgres.asOwner(
                "update review.flag set status = 'OPEN' where status in ('ASKED', 'TO_CONFIRM', 'DECIDED')");
    }

    @Test
    void fromAFlagThroughARefusedAnswerToADismissalInTheMinistersTable() {
        Matter matter = matters.get(0);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        browser.reached(investigator, "Today");
        long dismissalsBefore = dismissals(investigator);
        investigator.navigate("/flags/" + matter.flag());
        investigator.getByText("Ask for a justification").click();
        press(investigator, "Ask");
        assertThat(investigator.locator(".govuk-error-summary")).containsText("Choose who is asked");
        assertThat(investigator.locator(".govuk-error-summary")).containsText("Confirm that the matter is overt");
        browser.reached(investigator, investigator.title().replace(" – Proper Course", ""));
        check(investigator, "The person, then their supervisor");
        investigator.getByLabel("The question").fill("What did you look this person up for?");
        investigator.getByLabel("This matter is overt").check();
        press(investigator, "Ask");
        assertThat(investigator.locator("main")).containsText("With the person");
        investigator.navigate("/flags");
        assertThat(investigator.content()).doesNotContain(matter.flag());

        Page officer = browser.signIn("officer-" + matter.staff(), PASSWORD);
        browser.reached(officer, "My requests");
        officer.getByRole(AriaRole.LINK, link("What did you look this person up for?"))
                .click();
        browser.reached(officer, "A question about your accesses");
        assertThat(officer.locator("main")).containsText("A question is not an accusation");
        officer.getByLabel("In your words").fill("I was on patrol and");
        press(officer, "Keep as draft");
        assertThat(officer.locator("main")).containsText("Your draft is kept");
        assertThat(officer.getByLabel("In your words")).hasValue("I was on patrol and");
        officer.getByLabel("Add a file").setInputFiles(file("roster.pdf", "MZ no document at all"));
        press(officer, "Keep as draft");
        assertThat(officer.getByRole(AriaRole.ALERT)).containsText("no PDF, PNG or JPEG");
        assertThat(officer.getByLabel("In your words")).hasValue("I was on patrol and");
        officer.getByLabel("Add a file").setInputFiles(file("large.pdf", "%PDF-" + "x".repeat(6 << 20)));
        press(officer, "Keep as draft");
        assertThat(officer.getByRole(AriaRole.ALERT)).containsText("larger than 5 MB");
        APIResponse tooLarge = officer.request()
                .post(
                        officer.url() + "/answer",
                        RequestOptions.create()
                                .setHeader("Accept", "text/html")
                                .setMultipart(FormData.create().set("file", file("huge.pdf", "x".repeat(42 << 20)))));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.text()).contains("may have 40 MB together");
        officer.getByLabel("Add a file").setInputFiles(file("..\\wrong \"one\".pdf", "%PDF-1.7 wrong"));
        press(officer, "Keep as draft");
        officer.getByText("Take out").click();
        assertThat(officer.getByText("Files that go with it")).hasCount(0);
        officer.getByLabel("Add a file").setInputFiles(file("roster.pdf", "%PDF-1.7 that night"));
        press(officer, "Keep as draft");
        String roster =
                Objects.requireNonNull(officer.locator("a[download]").first().getAttribute("href"));
        assertThat(officer.request().get(roster).text()).isEqualTo("%PDF-1.7 that night");
        assertThat(investigator.request().get(roster).status())
                .as("a draft is nobody else's")
                .isEqualTo(404);
        press(officer, "Send answer");
        browser.reached(officer, "Error: A question about your accesses");
        assertThat(officer.getByLabel("In your words")).hasValue("I was on patrol and");
        check(officer, "I had a policing reason");
        officer.getByLabel("Case, incident or task it was for").fill("CR/NO/SUCH/CASE");
        officer.getByLabel("In your words").fill("I was on patrol and stopped somebody like them");
        press(officer, "Send answer");
        assertThat(officer.locator("main")).containsText("Your receipt");
        browser.reached(officer, "A question about your accesses");
        String question = officer.url();

        Page supervisor = browser.signIn("sup-" + matter.supervisor(), PASSWORD);
        browser.reached(supervisor, "My team");
        assertThat(supervisor.locator("h1")).hasText("1 needs you");
        assertThat(supervisor.request().get("/calendar.ics").text())
                .contains("SUMMARY:Your decision is due", "BEGIN:VALARM", "/justifications/")
                .doesNotContain(matter.staff());
        supervisor.locator("tbody a").first().click();
        assertThat(supervisor.locator("main")).containsText("CR/NO/SUCH/CASE is not known to the force’s feeds");
        assertThat(supervisor.locator("main")).not().containsText("score");
        supervisor.getByText("roster.pdf").waitFor();
        assertThat(supervisor.request().get(roster).text()).isEqualTo("%PDF-1.7 that night");
        assertThat(investigator.request().get(roster).headers()).containsEntry("x-content-type-options", "nosniff");
        assertThat(browser.signIn("other-officer", PASSWORD)
                        .request()
                        .get(roster)
                        .status())
                .isEqualTo(404);
        assertThatThrownBy(() -> jdbc.update("delete from review.attachment"))
                .hasStackTraceContaining("cannot be changed or taken out");
        browser.reached(supervisor, supervisor.title().replace(" – Proper Course", ""));
        check(supervisor, "I am not satisfied");
        supervisor.getByLabel("Why", exactly()).fill("No stop was called in that night");
        press(supervisor, "Decide");
        assertThat(supervisor.locator("main")).containsText("Decided by you");
        browser.reached(supervisor, "My team");

        officer.navigate(question);
        assertThat(officer.locator("main")).not().containsText("No stop was called in that night");
        investigator.navigate("/dossiers");
        assertThat(investigator.locator("main")).containsText("Reply came in");
        investigator.navigate("/flags/" + matter.flag());
        assertThat(investigator.locator("aside").first()).containsText("No stop was called in that night");
        check(investigator, "Investigate");
        investigator.getByLabel("For the rule").first().selectOption("RIGHT");
        investigator.getByLabel("Why", exactly()).fill("The reason given does not exist");
        press(investigator, "Decide");
        browser.reached(investigator, "Open an investigation");
        investigator
                .getByLabel("What is said")
                .fill("Looked a member of the public up and gave a case that is not there");
        press(investigator, "Open the investigation");
        assertThat(investigator.locator("main")).containsText("Police (Conduct) Regulations 2020");
        String title = investigator.title().replace(" – Proper Course", "");
        browser.reached(investigator, title);
        press(investigator, "Record the step");
        browser.reached(investigator, "Error: " + title);
        investigator.getByLabel("Step", exactly()).selectOption("REFERRAL_TEST");
        investigator.getByLabel("Result").selectOption("MANDATORY");
        investigator.getByLabel("Note").fill("Serious corruption cannot be ruled out");
        press(investigator, "Record the step");
        assertThat(investigator.locator("main")).containsText("must be referred to the IOPC by");
        investigator.getByLabel("Step", exactly()).selectOption("REFERRAL_MADE");
        investigator.getByLabel("Note").fill("Sent by secure mail");
        press(investigator, "Record the step");
        assertThat(investigator.locator("main")).not().containsText("must be referred to the IOPC by");

        investigator.getByText("Record the outcome").first().click();
        investigator.getByLabel("Finding").selectOption("LEARNING");
        investigator.getByLabel("What was done with the data").selectOption("ACCESSED");
        investigator.getByLabel("Proceedings").selectOption("ACCELERATED");
        investigator.getByLabel("Dismissal", exactly()).check();
        investigator
                .getByLabel("The access or disclosure featured in a dismissal")
                .check();
        investigator.getByLabel("Reasons").fill("Honesty and integrity breached");
        press(investigator, "Record the outcome");
        assertThat(investigator.locator(".govuk-error-summary")).containsText("does not follow from the finding");
        assertThat(investigator.getByLabel("Reasons")).hasValue("Honesty and integrity breached");
        investigator.getByLabel("Dismissal", exactly()).uncheck();
        investigator
                .getByLabel("The access or disclosure featured in a dismissal")
                .uncheck();
        investigator.getByLabel("Kind of misuse").selectOption("SOCIAL_VETTING");
        press(investigator, "Record the outcome");
        assertThat(investigator.locator(".govuk-error-summary"))
                .containsText("A kind of misuse does not follow from the finding");
        investigator.getByLabel("Dismissal", exactly()).check();
        investigator
                .getByLabel("The access or disclosure featured in a dismissal")
                .check();
        investigator.getByLabel("Finding").selectOption("GROSS_MISCONDUCT");
        press(investigator, "Record the outcome");
        assertThat(investigator.locator("main")).containsText("The access or disclosure featured in the dismissal");
        assertThat(investigator.locator("main")).containsText("Kind of misuse: favour or private check");
        browser.reached(investigator, title);
        String matterPage = investigator.url();
        investigator.getByText("Who, which records, which cases").click();
        browser.reached(investigator, "Links of " + title);
        assertThat(investigator.locator("tbody tr").first())
                .containsText(Objects.requireNonNull(jdbc.queryForObject(
                        "select record_id from review.flag where flag_id = ?::uuid", String.class, matter.flag())));
        assertThat(investigator.locator("svg rect").first()).isVisible();
        investigator.navigate("/rules/typologies/SOCIAL_VETTING");
        browser.reached(investigator, "Favour or private check");
        assertThat(investigator.locator("main")).containsText("1.0 of 1");
        investigator.navigate(matterPage);

        investigator.getByLabel("Why do you need the name?").fill("The pack for the hearing is due");
        press(investigator, "Show the name");
        String record = Objects.requireNonNull(jdbc.queryForObject(
                "select record_id from review.flag where flag_id = ?::uuid", String.class, matter.flag()));
        EvidencePackReader.full(pack(investigator, "Nothing left out"), record, matter.staff());
        EvidencePackReader.redacted(pack(investigator, "Without third parties"), record, null);
        EvidencePackReader.redacted(pack(investigator, "Without anybody"), record, matter.staff());
        assertThat(
                        count(
                                "select count(*) from ledger.entry where kind = 'DECISION' and convert_from(content, 'UTF8') like '%evidence pack made%'"))
                .isEqualTo(3);

        assertThat(dismissals(investigator)).isEqualTo(dismissalsBefore + 1);
        browser.reached(investigator, "Statistics");
        investigator
                .locator("#dismissals-table tbody tr")
                .last()
                .locator("a")
                .first()
                .click();
        assertThat(investigator.locator("tbody tr")).hasCount((int) dismissalsBefore + 1);
        browser.reached(investigator, "Investigations");
        assertThat(count("select count(*) from ledger.entry where kind = 'REQUEST'"))
                .isGreaterThanOrEqualTo(3);
    }

    private static byte[] pack(Page page, String level) {
        page.getByLabel("Evidence pack", exactly()).selectOption(level);
        try {
            return Files.readAllBytes(
                    page.waitForDownload(() -> press(page, "Make the pack")).path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The year to March 2024: 66 officers, 5 special constables and 37 police staff, among what must not be counted. */
    @Test
    void ministersTableGivesThePublishedFigures() {
        outcomes("OFFICER", 66, "ACCESSED", "2023-04-01", true);
        outcomes("SPECIAL", 5, "DISCLOSED", "2024-03-31", true);
        outcomes("STAFF", 37, "BOTH", "2023-10-29", true);
        outcomes("OFFICER", 3, "ACCESSED", "2023-03-31", true);
        outcomes("SPECIAL", 2, "ACCESSED", "2024-04-01", true);
        outcomes("STAFF", 4, "ACCESSED", "2023-10-29", false);
        jdbc.update("""
                insert into investigation.outcome select gen_random_uuid(), i.investigation_id, 'NO_CASE', 'ACCESSED', '{}', null,
                  'COMPLAINT', 'NONE', '{}', date '2023-06-01', false, false, false, false, false, 'overturned on appeal', 'test',
                  now() + interval '1 hour'
                from investigation.investigation i where i.reference = 'T/STAFF/BOTH/2023-10-29/1'
                """);
        outcomes("STAFF", 1, "ACCESSED", "2023-12-01", true);
        Page inspector = browser.signIn("INSPECTOR", PASSWORD);
        inspector.navigate("/statistics?year=2024");
        assertThat(inspector.locator("#dismissals-table tbody tr").last().locator("td"))
                .hasText(new String[] {"66", "5", "37", "108"});
        assertThat(inspector.locator("#dismissals-table a")).hasCount(0);
        browser.reached(inspector, "Statistics");
        assertThat(inspector
                        .request()
                        .get("/statistics/dismissals.csv?year=2024")
                        .text())
                .contains("definition,", "all,66,5,37,108");
        inspector.getByText("Returns to the Home Office and the College").click();
        browser.reached(inspector, "Returns");
        assertThat(inspector.locator("#misconduct-table tbody tr").last().locator("td"))
                .hasText(new String[] {"All", "66", "5", "42", "113", "59"});
        assertThat(inspector.locator("#barred-table tbody tr").last().locator("td"))
                .hasText(new String[] {"66", "5", "41", "112"});
        assertThat(inspector.locator("#barred-table a")).hasCount(0);
        assertThat(inspector
                        .request()
                        .get("/statistics/misconduct.csv?year=2024")
                        .text())
                .contains("definition,", "filter,", "hearing,gross_misconduct,66,5,41,112,");
        assertThat(inspector
                        .request()
                        .get("/statistics/misconduct.csv?year=2012")
                        .text())
                .endsWith("all,all,0,0,0,0,\r\n");
        for (String name : new String[] {"dismissals", "quarters", "misconduct", "barred-list"}) {
            assertThat(inspector
                            .request()
                            .get("/statistics/" + name + ".ods?year=2024")
                            .body())
                    .startsWith((byte) 'P', (byte) 'K');
        }
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/statistics/returns?year=2024");
        investigator
                .locator("#misconduct-table")
                .locator("a", new Locator.LocatorOptions().setHasText("41"))
                .click();
        assertThat(investigator.locator("h1")).containsText("41 investigations");
        assertThat(investigator.locator("h1")).containsText("Found: gross misconduct");
        for (String cell : new String[] {"66", "5", "37", "108"}) {
            investigator.navigate("/statistics?year=2024");
            investigator
                    .locator("#dismissals-table tbody tr")
                    .last()
                    .locator("a", new Locator.LocatorOptions().setHasText(Pattern.compile("^" + cell + "$")))
                    .click();
            assertThat(investigator.locator("tbody tr")).hasCount(Integer.parseInt(cell));
        }
    }

    private void outcomes(String kind, int number, String category, String decided, boolean dismissal) {
        String prefix = "T/" + kind + "/" + category + "/" + decided + "/";
        jdbc.update("""
                insert into investigation.investigation (investigation_id, force_id, reference, staff_id, person_kind,
                  allegation, status, opened_by, opened_at, entries, version)
                select gen_random_uuid(), 1, ? || n, 'T' || n, ?, 'Looked where there was no need', 'CONCLUDED', 'test',
                  timestamptz '2023-02-01 00:00Z', 1, 1
                from generate_series(1, ?) n
                """, prefix, kind, number);
        jdbc.update("""
                insert into investigation.outcome select gen_random_uuid(), i.investigation_id, 'GROSS_MISCONDUCT', ?, '{}', null,
                  'PROACTIVE_RULE', 'HEARING', '{DISMISSED}', ?::date, ?, false, false, false, false, 'a synthetic outcome', 'test',
                  now()
                from investigation.investigation i where i.reference like ? || '%'
                """, category, decided, dismissal, prefix);
    }

    /** Officers' dismissals of the current year as the table shows them. */
    private static long dismissals(Page page) {
        page.navigate("/statistics");
        return Long.parseLong(page.locator("#dismissals-table tbody tr")
                .last()
                .locator("td")
                .first()
                .textContent()
                .strip());
    }

    @Test
    void covertMatterLeavesNoTraceForAnybodyElse() {
        Matter matter = matters.get(1);
        String marker = "sparrowhawk";
        Page reader = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        reader.navigate("/flags/" + matter.flag());
        reader.getByText("Keep this matter covert").click();
        reader.locator("#go-covert").fill("Operation " + marker + " must not be known");
        press(reader, "Keep it covert");
        assertThat(reader.locator("h1")).containsText("Covert");
        browser.reached(reader, reader.title().replace(" – Proper Course", ""));
        assertThat(reader.getByText("Ask for a justification")).hasCount(0);
        String token = reader.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(
                        reader,
                        "/flags/" + matter.flag() + "/requests",
                        "version=0&route=OFFICER&question=What+was+this+for&days=7&overt=true&_csrf=" + token))
                .isEqualTo(409);
        reader.navigate("/investigations/new?flag=" + matter.flag());
        reader.getByLabel("What is said").fill("Sold what he saw, says " + marker);
        press(reader, "Open the investigation");
        String investigation = reader.url().substring(reader.url().lastIndexOf('/') + 1);
        assertThat(reader.locator("h1")).containsText("Covert");
        assertThat(count("select count(*) from review.compartment_read")).isGreaterThanOrEqualTo(2);

        List<String> traces = List.of(matter.flag(), marker, investigation);
        List<String> addresses = List.of(
                "/flags/" + matter.flag(),
                "/flags/" + matter.flag() + "/evidence.zip",
                "/dossiers/" + matter.flag(),
                "/investigations/" + investigation,
                "/investigations/" + investigation + "/evidence.zip",
                "/investigations/" + investigation + "/links",
                "/investigations/new?flag=" + matter.flag(),
                "/flags?status=ALL",
                "/flags.csv?status=ALL",
                "/dossiers?show=MINE",
                "/dossiers?show=SNOOZED",
                "/staff/" + matter.staff() + "?unexplained=true",
                "/statistics/quarters.csv",
                "/statistics/quarters.ods",
                "/calendar.ics",
                "/statistics/returns",
                "/statistics/misconduct.csv",
                "/statistics/barred-list.ods",
                "/reads?person=" + matter.staff(),
                "/supervision/" + matter.supervisor(),
                "/reads.csv?reader=PSD_INVESTIGATOR",
                "/search?q=" + matter.staff());
        for (String user : List.of(
                "colleague",
                "PSD_MANAGER",
                "officer-" + matter.staff(),
                "sup-" + matter.supervisor(),
                "FORCE_ADMIN",
                "DATA_PROTECTION",
                "INSPECTOR")) {
            crawl(browser.signIn(user, PASSWORD), user, addresses, traces);
        }
        ByteArrayOutputStream feed = new ByteArrayOutputStream();
        exports.writeFlags(null, null, null, feed);
        exports.writeVerdicts(null, null, feed);
        assertThat(feed.toString(StandardCharsets.UTF_8)).isNotEmpty().doesNotContain(matter.flag());
        assertThat(count("select count(distinct kind) from ledger.entry where kind like '%COMPARTMENT%'"))
                .isZero();

        reader.navigate("/flags/" + matter.flag());
        reader.getByText("Admit a reader").click();
        reader.getByLabel("Colleague").selectOption("colleague");
        reader.locator("#admit").fill("Second investigator of it");
        press(reader, "Admit");
        Page colleague = browser.signIn("colleague", PASSWORD);
        assertThat(colleague.navigate("/flags/" + matter.flag()).status()).isEqualTo(200);
        reader.getByText("End the compartment").click();
        reader.locator("#end-covert").fill("Arrested this morning, no secret any more");
        press(reader, "Make it visible");
        Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
        assertThat(manager.navigate("/flags/" + matter.flag()).status()).isEqualTo(200);
    }

    private static FilePayload file(String name, String content) {
        return new FilePayload(name, "application/pdf", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Opens every kind of page that the user can reach, and these addresses, and looks for the traces. */
    private static void crawl(Page page, String user, List<String> addresses, List<String> traces) {
        Deque<String> waiting = new ArrayDeque<>(addresses);
        waiting.add("/");
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Integer> kinds = new HashMap<>();
        while (!waiting.isEmpty()) {
            String address = waiting.remove();
            boolean asked = addresses.contains(address);
            if (!seen.add(address)
                    || address.startsWith("/assets/")
                    || address.startsWith("/sign-out")
                    || (!asked
                            && kinds.merge(IDENTIFIER.matcher(address).replaceAll("*"), 1, Integer::sum) > EACH_KIND)) {
                continue;
            }
            APIResponse answer = page.request().get(address);
            String body = asked
                    ? answer.text().replace(address.replaceFirst("[?].*", ""), "the address itself")
                    : answer.text();
            for (String trace : traces) {
                assertThat(body.contains(trace))
                        .as(user + " finds " + trace + " at " + address)
                        .isFalse();
            }
            Matcher link = LINK.matcher(body);
            while (link.find()) {
                waiting.add(link.group(1).replace("&amp;", "&"));
            }
        }
        assertThat(seen).as("pages of " + user).hasSizeGreaterThan(addresses.size() + 1);
    }

    @Test
    void twoInvestigatorsClaimTheSameDossier() {
        Page first = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        press(first, "Decide next");
        browser.reached(first, first.title().replace(" – Proper Course", ""));
        String dossier = first.url();
        assertThat(first.locator("main")).containsText("You work on it");
        Page second = browser.signIn("colleague", PASSWORD);
        second.navigate(dossier);
        assertThat(second.locator("main")).containsText("PSD_INVESTIGATOR works on it");
        assertThat(second.getByRole(AriaRole.BUTTON, button("Claim it"))).hasCount(0);
        String token = second.locator("input[name=_csrf]").first().inputValue();
        String path = dossier.substring(dossier.indexOf("/dossiers/"));
        APIResponse refused = send(second, path + "/claim", "_csrf=" + token);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("PSD_INVESTIGATOR works on this dossier");
        assertThat(post(second, path + "/release", "_csrf=" + token)).isEqualTo(409);
        assertThat(post(second, path + "/snooze", "until=2999-01-01&reason=Not+mine+to+put+off&_csrf=" + token))
                .isEqualTo(409);
        second.navigate(path.replace("/dossiers/", "/flags/"));
        decide(second, "No issue", "A quick look says it is fine");
        assertThat(second.locator(".govuk-error-summary")).containsText("PSD_INVESTIGATOR works on this dossier");
        assertThat(second.locator(".govuk-error-summary")).containsText("A quick look says it is fine");

        check(first, "No issue");
        first.getByLabel("For the rule").selectOption("LAWFUL_BUT_UNUSUAL");
        first.getByLabel("Why", exactly()).fill("Confirmed by the control room");
        press(first, "Decide about the chosen");
        browser.reached(first, "Today");
        assertThat(first.content()).doesNotContain(path);
        second.navigate("/dossiers");
        press(second, "Decide next");
        second.getByLabel("Until").fill("2999-01-01");
        second.locator("#snooze-reason").fill("Waiting for the vetting unit");
        press(second, "Put off");
        second.navigate("/dossiers?show=SNOOZED");
        assertThat(second.locator("tbody tr")).hasCount(1);
        browser.reached(second, "Today");
    }

    /** A page asks the database a fixed number of times, however many rows it shows. */
    @Test
    void noPageAsksOnceARow() {
        outcomes("STAFF", 30, "ACCESSED", "2020-05-01", true);
        jdbc.update("""
                insert into review.justification_request (request_id, force_id, staff_id, supervisor_id, route, status, question,
                  asked_by, asked_at, due_at, version)
                select gen_random_uuid(), 1, 'D0' || n, ?, 'SUPERVISOR', 'WITH_SUPERVISOR', 'What was this for?', 'test', now(),
                  now() + interval '7 days', 0 from generate_series(31, 59) n
                """, matters.get(0).supervisor());
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        for (String page : List.of(
                "/dossiers",
                "/dossiers/" + matters.get(0).flag(),
                "/second-opinions",
                "/flags?status=ALL",
                "/flags/" + matters.get(0).flag(),
                "/investigations",
                "/staff/D025",
                "/records/PERSON/P00720",
                "/search?q=Featherstonehaugh",
                "/statistics",
                "/rules")) {
            assertStatements(investigator, page);
        }
        assertStatements(browser.signIn("sup-" + matters.get(0).supervisor(), PASSWORD), "/justifications");
    }

    private static void assertStatements(Page page, String address) {
        int before = StatementCounter.STATEMENTS.get();
        assertThat(page.request().get(address).status()).as(address).isEqualTo(200);
        assertThat(StatementCounter.STATEMENTS.get() - before)
                .as("statements for " + address)
                .isBetween(1, MOST_STATEMENTS);
    }

    @Test
    void supervisorIsNeverGivenTheirOwnItem() {
        Matter matter = matters.get(2);
        jdbc.update("update people.posting set supervisor_id = staff_id where staff_id = ?", matter.staff());
        users.ensureDemonstration("own-" + matter.staff(), "Own", PASSWORD, Role.SUPERVISOR, matter.staff());
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        ask(investigator, matter, "Their supervisor");
        assertThat(investigator.locator(".govuk-error-summary")).containsText("no supervisor who may decide");
        ask(investigator, matter, "The person, then their supervisor");
        assertThat(investigator.locator("main")).containsText("it would be their own access");
        Page own = browser.signIn("own-" + matter.staff(), PASSWORD);
        assertThat(own.locator("h1")).hasText("Nothing needs you");
        String request = jdbc.queryForObject("select request_id::text from review.justification_request", String.class);
        assertThat(own.navigate("/justifications/" + request).status()).isEqualTo(404);
        assertThat(own.navigate("/requests/" + request).status()).isEqualTo(200);
        jdbc.update(
                "update people.posting set supervisor_id = ? where staff_id = ?", matter.supervisor(), matter.staff());
    }

    @Test
    void whatNobodyAnswersGoesToTheSupervisorAndBackToTheQueue() {
        Matter matter = matters.get(0);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        ask(investigator, matter, "The person, then their supervisor");
        java.time.Instant now = java.time.Instant.now(java.time.Clock.systemUTC());
        assertThat(deadlines.lapse(now)).isZero();
        assertThat(deadlines.lapse(now.plus(java.time.Duration.ofDays(8)))).isEqualTo(1);
        assertThat(count("select count(*) from review.justification_request where status = 'WITH_SUPERVISOR'"))
                .isEqualTo(1);
        assertThat(deadlines.lapse(now.plus(java.time.Duration.ofDays(30)))).isEqualTo(1);
        assertThat(count("select count(*) from review.flag where flag_id = ?::uuid and status = 'OPEN'", matter.flag()))
                .isEqualTo(1);
        investigator.navigate("/flags/" + matter.flag());
        assertThat(investigator.locator("main")).containsText("Closed without an answer in time");
    }

    @Test
    void incidentAsksAllFortyWhoseLookNothingExplains() {
        StringBuilder accounts = new StringBuilder("system_code,account_id,from,staff_id\n");
        StringBuilder accesses =
                new StringBuilder("system_code,event_id,account_id,occurred_at,action,record_type,record_id\n");
        for (int i = 1; i <= 40; i++) {
            String staff = "D%03d".formatted(i);
            accounts.append("RMS,INC-%s,2020-01-01T00:00:00Z,%s\n".formatted(staff, staff));
            accesses.append(
                    "RMS,incident-%d,INC-%s,%s,VIEW,PERSON,P-INCIDENT\n".formatted(i, staff, END.plusSeconds(60L * i)));
        }
        load("accounts", csv(accounts));
        load("access", csv(accesses));
        evaluation.evaluate(END.plusSeconds(20 * 86_400), (done, left) -> {});
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/records/PERSON/P-INCIDENT");
        investigator.getByRole(AriaRole.LINK, link("Open an incident")).click();
        browser.reached(investigator, "Open an incident");
        press(investigator, "Open the incident");
        browser.reached(investigator, "Error: Open an incident");
        assertThat(investigator.getByLabel("Identifier")).hasValue("P-INCIDENT");
        investigator.getByLabel("Name", exactly()).fill("Arrest of a public figure");
        investigator.getByLabel("First day").fill("2026-11-19");
        investigator.getByLabel("Last day").fill("2026-11-21");
        press(investigator, "Open the incident");
        browser.reached(investigator, "Arrest of a public figure");
        assertThat(investigator.locator("#viewers")).hasText("40 people, 40 accesses");
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values (gen_random_uuid(), 1, 'D039', 'Covert for this test', 'test', now(), 0)
                """);
        investigator.reload();
        assertThat(investigator.locator("#viewers")).hasText("40 people, 40 accesses");
        check(investigator, "The person");
        investigator.getByLabel("The question").fill("Why did you open this record that night?");
        press(investigator, "Ask them");
        assertThat(investigator.locator("#asked")).hasText("40, of whom 40 have still to answer");
        assertThat(investigator.getByRole(AriaRole.BUTTON, button("Ask them"))).hasCount(0);
        assertThat(count("select count(*) from review.justification_request_access"))
                .isEqualTo(40);

        users.ensureDemonstration("suspect", "Suspect", PASSWORD, Role.OFFICER, "D039");
        assertThat(browser.signIn("suspect", PASSWORD).locator("main")).containsText("Nothing needs you");
        assertThat(deadlines.lapse(java.time.Instant.now(java.time.Clock.systemUTC())))
                .isZero();
        users.ensureDemonstration("viewer", "Viewer", PASSWORD, Role.OFFICER, "D040");
        Page viewer = browser.signIn("viewer", PASSWORD);
        viewer.getByRole(AriaRole.LINK, link("Why did you open this record that night?"))
                .click();
        check(viewer, "I should not have looked");
        viewer.getByLabel("In your words").fill("I was curious after the news");
        press(viewer, "Send answer");
        assertThat(viewer.locator("main")).containsText("Your receipt");
        investigator.reload();
        assertThat(investigator.locator("#replies")).hasText("0 with a reason, 1 without, 0 otherwise or not in time");
        browser.reached(investigator, "Arrest of a public figure");
        assertThat(investigator
                        .request()
                        .get(investigator.url() + "/report.csv")
                        .text())
                .contains("viewers,40", "without_reason,1", "SHOULD_NOT_HAVE");
    }

    private static java.io.InputStream csv(StringBuilder rows) {
        return new java.io.ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void ask(Page page, Matter matter, String route) {
        page.navigate("/flags/" + matter.flag());
        page.getByText("Ask for a justification").click();
        check(page, route);
        page.getByLabel("The question").fill("What did you look this person up for?");
        page.getByLabel("This matter is overt").check();
        press(page, "Ask");
    }
}
