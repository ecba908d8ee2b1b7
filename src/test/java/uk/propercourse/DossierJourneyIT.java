package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.security.Role;

/** What stands above the dossiers, who is given one, and what one person may not close alone. */
class DossierJourneyIT extends JourneyTest {

    private static final String ABOUT_A_RECORD = """
            select flag_id::text as flag, staff_id, record_type, record_id from review.flag
            where status = 'OPEN' and story like 'RECORD/%' and staff_id <> 'D025' order by score desc, flag_id
            """;

    @BeforeAll
    void people() {
        users.ensureDemonstration("colleague", "Colleague", PASSWORD, Role.PSD_INVESTIGATOR, null);
        jdbc.update("update casework.record set markers = null");
    }

    @AfterEach
    void clear() {
        TestPostgres.asOwner("delete from review.justification_request");
        TestPostgres.asOwner("delete from investigation.step");
        TestPostgres.asOwner("delete from investigation.investigation");
        TestPostgres.asOwner("delete from review.dossier_hold");
        TestPostgres.asOwner("delete from review.second_opinion");
        TestPostgres.asOwner("delete from review.decision");
        TestPostgres.asOwner("update review.flag set status = 'OPEN' where status in ('TO_CONFIRM', 'DECIDED')");
        TestPostgres.asOwner("delete from review.compartment_read");
        TestPostgres.asOwner("delete from review.compartment_reader");
        TestPostgres.asOwner("delete from review.compartment");
        TestPostgres.asOwner("delete from review.dossier_move");
        TestPostgres.asOwner("update review.flag set moved = false,"
                + " week = date_trunc('week', raised_at at time zone 'Europe/London')::date");
        jdbc.update("update casework.record set markers = null");
    }

    @Test
    void flagsAreSplitOffMergedAndPutBack() {
        String staff = Objects.requireNonNull(jdbc.queryForObject("""
                select staff_id from review.flag where status = 'OPEN' group by 1 having count(*) >= 2
                order by count(*) desc, 1 limit 1
                """, String.class));
        jdbc.update("update review.flag set week = date '2026-03-02' where staff_id = ?", staff);
        List<String> flags = jdbc.queryForList(
                "select flag_id::text from review.flag where staff_id = ? and status = 'OPEN' order by score, flag_id",
                String.class,
                staff);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/dossiers/" + flags.get(0));
        investigator.getByText("Merge or split").click();
        press(investigator, "Put them there");
        assertThat(investigator.getByRole(AriaRole.ALERT)).containsText("at least 10 characters");
        for (String other : flags.subList(1, flags.size())) {
            investigator.locator("#flag-" + other).uncheck();
        }
        investigator.locator("#moveWhy").fill("A matter of its own, it seems");
        press(investigator, "Put them there");
        assertThat(investigator.locator("h1")).containsText("split off from the week of 2 Mar 2026");
        assertThat(investigator.locator("input[name=flags]")).hasCount(1);
        browser.reached(investigator, investigator.title().replace(" – Proper Course", ""));
        assertThat(week(flags.get(0))).isEqualTo("2026-03-03");
        investigator.navigate("/dossiers");
        assertThat(investigator.locator("tbody")).containsText("split off, 3 Mar 2026");
        String token = investigator.locator("input[name=_csrf]").first().inputValue();
        assertThat(investigator
                        .request()
                        .post(
                                "/dossiers/" + flags.get(0) + "/move",
                                RequestOptions.create()
                                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                        .setData("flags=" + flags.get(0)
                                                + ":999&to=2026-03-02&moveWhy=An+old+form+of+it" + "&_csrf=" + token))
                        .status())
                .as("a form from before the move")
                .isEqualTo(409);

        investigator.navigate("/dossiers/" + flags.get(0));
        investigator.getByText("Merge or split").click();
        investigator.getByLabel("Into").selectOption("2026-03-02");
        investigator.locator("#moveWhy").fill("It is the same story after all");
        press(investigator, "Put them there");
        assertThat(investigator.locator("h1")).containsText("week from 2 Mar 2026");
        assertThat(investigator.locator("input[name=flags]")).hasCount(flags.size());
        investigator.locator("section[aria-labelledby=moves] button").first().click();
        assertThat(week(flags.get(0))).isEqualTo("2026-03-03");
        assertThat(investigator.locator("section[aria-labelledby=moves]")).containsText("undone by");
        assertThat(jdbc.queryForObject(
                        "select moved from review.flag where flag_id = ?::uuid", Boolean.class, flags.get(0)))
                .as("split off by the move before")
                .isTrue();
        evaluation.evaluate(END.plus(Duration.ofDays(6)), (done, left) -> {});
        assertThat(week(flags.get(0))).as("stays where a reviewer put it").isEqualTo("2026-03-03");
        assertThat(jdbc.queryForObject(
                        "select count(distinct dossier_score) from review.flag where staff_id = ? and week = '2026-03-02'",
                        Long.class,
                        staff))
                .isEqualTo(1);
    }

    @Test
    void aLongListHasPages() {
        String some = Objects.requireNonNull(
                jdbc.queryForObject("select min(flag_id::text) from review.flag where status = 'OPEN'", String.class));
        TestPostgres.asOwner("""
                insert into review.flag (flag_id, force_id, staff_id, story, score, top_rule, raised_at, first_event_at,
                  last_event_at, events, status, updated_at, week, dossier_score)
                select gen_random_uuid(), force_id, staff_id, 'PAGE/' || n, 1, top_rule, raised_at, first_event_at, last_event_at,
                  1, 'OPEN', updated_at, date '2020-01-06' + 7 * n, 1
                from review.flag, generate_series(1, 60) n where flag_id = '%s'
                """.formatted(some));
        try {
            Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
            investigator.navigate("/dossiers");
            long found = Long.parseLong(
                    investigator.locator("h1").textContent().strip().split(" ", 2)[0]);
            Locator rows = investigator.locator("tbody tr");
            assertThat(rows).hasCount(50);
            rows.first().locator("a").focus();
            investigator.keyboard().press("ArrowDown");
            investigator.keyboard().press("j");
            assertThat(rows.nth(2).locator("a")).isFocused();
            investigator.keyboard().press("k");
            assertThat(rows.nth(1).locator("a")).isFocused();
            investigator.keyboard().press("End");
            investigator.keyboard().press("ArrowDown");
            assertThat(rows.nth(49).locator("a")).isFocused();
            investigator.keyboard().press("Home");
            assertThat(rows.first().locator("a")).isFocused();
            investigator.getByRole(AriaRole.LINK, link("Next page")).click();
            browser.reached(investigator, "Today");
            assertThat(investigator.locator("main")).containsText("Numbers 51 to ");
            assertThat(investigator.locator("main")).containsText(" of " + found + ", strongest first");
            investigator.getByRole(AriaRole.LINK, link("First page")).click();
            assertThat(investigator.locator("main")).containsText("Numbers 1 to 50 of");
            investigator.navigate("/dossiers?page=900");
            assertThat(investigator.locator("main")).containsText("Numbers 1 to 50 of");
        } finally {
            TestPostgres.asOwner("delete from review.flag where story like 'PAGE/%'");
        }
    }

    @Test
    void theCalendarHoldsWhatIsDueUnlessItIsCovert() {
        Map<String, Object> flag =
                jdbc.queryForList(ABOUT_A_RECORD + " limit 1").get(0);
        jdbc.update("""
                insert into investigation.investigation (investigation_id, force_id, reference, staff_id, person_kind,
                  allegation, status, opened_by, opened_at, entries, version)
                values (gen_random_uuid(), 1, 'PS/2026/1', ?, 'OFFICER', 'Looked up a neighbour', 'OPEN', 'test', now(), 0, 0)
                """, flag.get("staff_id"));
        jdbc.update("""
                insert into investigation.step (step_id, investigation_id, kind, assessment, happened_on, due_at, note,
                  recorded_by, recorded_at)
                select gen_random_uuid(), investigation_id, 'REFERRAL_TEST', 'MANDATORY', current_date,
                  timestamptz '2026-12-01 00:00Z', 'Serious', 'test', now()
                from investigation.investigation
                """);
        jdbc.update("""
                insert into review.dossier_hold (force_id, staff_id, week, snoozed_until, snooze_reason, version)
                select force_id, staff_id, week, current_date + 9, 'Wait for the roster', 0 from review.flag
                where flag_id = ?::uuid
                """, flag.get("flag"));
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        assertThat(calendar(investigator))
                .contains("SUMMARY:Referral to the IOPC is due: PS/2026/1", "DTSTART:20261201T000000Z")
                .contains("SUMMARY:A dossier is due again", "BEGIN:VALARM")
                .doesNotContain("neighbour", "roster", String.valueOf(flag.get("staff_id")));
        assertThat(calendar(browser.signIn("OFFICER", PASSWORD))).doesNotContain("SUMMARY");

        investigator.navigate("/flags/" + flag.get("flag"));
        investigator.getByText("Keep this matter covert").click();
        investigator.locator("#go-covert").fill("More may lie behind it than that");
        press(investigator, "Keep it covert");
        assertThat(investigator.navigate("/investigations?clock=true").text()).contains("PS/2026/1");
        assertThat(calendar(investigator)).as("a calendar is read by others").doesNotContain("SUMMARY");
    }

    private static String calendar(Page page) {
        return page.request().get("/calendar.ics").text();
    }

    private String week(String flag) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select week::text from review.flag where flag_id = ?::uuid", String.class, flag));
    }

    @Test
    void aboveTheDossiersStandsWhatElseWaits() {
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/dossiers");
        assertThat(investigator.locator("main")).not().containsText("reply");
        assertThat(investigator.locator("main")).not().containsText("clock");
        assertThat(investigator.locator("main")).not().containsText("weaken");

        Map<String, Object> flag =
                jdbc.queryForList(ABOUT_A_RECORD + " limit 1").get(0);
        jdbc.update("""
                insert into review.justification_request (request_id, force_id, flag_id, staff_id, route, status, question,
                  asked_by, asked_at, due_at, version)
                values (gen_random_uuid(), 1, ?::uuid, ?, 'OFFICER', 'ANSWERED', 'What was this for?', 'test', now(),
                  now() + interval '7 days', 0)
                """, flag.get("flag"), flag.get("staff_id"));
        jdbc.update("""
                insert into investigation.investigation (investigation_id, force_id, reference, staff_id, person_kind,
                  allegation, status, opened_by, opened_at, entries, version)
                select gen_random_uuid(), 1, 'PS/2026/' || n, ?, 'OFFICER', 'Looked up a neighbour', 'OPEN', 'test', now(), 0, 0
                from generate_series(1, 2) n
                """, flag.get("staff_id"));
        jdbc.update("""
                insert into investigation.step (step_id, investigation_id, kind, assessment, happened_on, due_at, note,
                  recorded_by, recorded_at)
                select gen_random_uuid(), investigation_id, 'REFERRAL_TEST', 'MANDATORY', current_date, now(), 'Serious', 'test',
                  now() - interval '1 hour'
                from investigation.investigation
                """);
        jdbc.update("""
                insert into investigation.step (step_id, investigation_id, kind, happened_on, note, recorded_by, recorded_at)
                select gen_random_uuid(), investigation_id, 'REFERRAL_MADE', current_date, 'Sent', 'test', now()
                from investigation.investigation where reference = 'PS/2026/2'
                """);
        jdbc.update("update intake.batch set started_at = started_at - interval '30 hours' where kind = 'duty'");
        try {
            investigator.navigate("/dossiers");
            browser.reached(investigator, "Today");
            assertThat(investigator.locator("main"))
                    .containsText(
                            "1 referral clock runs · 1 dossier has a reply · 1 feed weakens today’s flags: Duty, 30 h"
                                    + " behind the accesses");
            investigator.getByRole(AriaRole.LINK, link("1 dossier has a reply")).click();
            assertThat(investigator.locator("h1")).hasText("1 dossier with a reply");
            assertThat(investigator.locator("tbody tr")).hasCount(1);
            assertThat(investigator.locator("tbody")).containsText("Reply came in");
            investigator.getByRole(AriaRole.LINK, link("1 referral clock runs")).click();
            assertThat(investigator.locator("tbody tr")).hasCount(1);
            assertThat(investigator.locator("tbody")).containsText("PS/2026/1");
        } finally {
            jdbc.update("update intake.batch set started_at = started_at + interval '30 hours' where kind = 'duty'");
        }
    }

    @Test
    void aManagerGivesADossierToWhoeverHasNoConflict() {
        Map<String, Object> flag =
                jdbc.queryForList(ABOUT_A_RECORD + " limit 1").get(0);
        String path = "/dossiers/" + flag.get("flag");
        users.ensureDemonstration(
                "themselves", "Themselves", PASSWORD, Role.PSD_INVESTIGATOR, String.valueOf(flag.get("staff_id")));
        Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
        manager.navigate(path);
        manager.getByLabel("Give it to").selectOption("themselves");
        press(manager, "Give");
        assertThat(manager.locator("main"))
                .containsText("themselves cannot be given this dossier: it is about themselves");
        manager.navigate(path);
        manager.getByLabel("Give it to").selectOption("colleague");
        press(manager, "Give");
        assertThat(manager.locator("main")).containsText("colleague works on it");
        Page colleague = browser.signIn("colleague", PASSWORD);
        colleague.navigate("/dossiers?show=MINE");
        assertThat(colleague.locator("tbody tr")).hasCount(1);
        colleague.navigate(path);
        assertThat(colleague.getByLabel("Give it to")).hasCount(0);
        String token = colleague.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(colleague, path + "/assign", "colleague=PSD_INVESTIGATOR&_csrf=" + token))
                .isEqualTo(403);
        manager.getByLabel("Give it to").selectOption("PSD_INVESTIGATOR");
        press(manager, "Give");
        assertThat(manager.locator("main")).containsText("PSD_INVESTIGATOR works on it");
    }

    @Test
    void everyGroupOpensAsManyFlagsAsItSays() {
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/flags");
        investigator.getByRole(AriaRole.LINK, link("Group")).click();
        browser.reached(investigator, "Flags by person");
        for (String by : List.of("PERSON", "RECORD", "RULE")) {
            investigator.navigate("/flags/groups?by=" + by);
            int groups = investigator.locator("tbody tr").count();
            assertThat(groups).as(by).isGreaterThan(3);
            for (int i = 0; i < 3; i++) {
                String flags = investigator
                        .locator("tbody tr")
                        .nth(i)
                        .locator("td")
                        .first()
                        .innerText();
                investigator.locator("tbody tr").nth(i).locator("a").click();
                assertThat(investigator.locator("h1")).containsText(flags + (flags.equals("1") ? " flag" : " flags"));
                assertThat(investigator.locator("tbody tr")).hasCount(Math.min(25, Integer.parseInt(flags)));
                investigator.goBack();
            }
        }
    }

    @Test
    void theListSaysWhoMayBeHarmed() {
        atRisk("DA_VICTIM");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/dossiers");
        assertThat(investigator.locator("tbody .govuk-tag")).hasText("Domestic abuse victim");
    }

    @Test
    void closingWhatTouchesSomebodyAtRiskTakesTwo() {
        String flag = atRisk("DA_VICTIM");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/flags/" + flag);
        decide(investigator, "No issue", "Nothing in it as far as I see");
        assertThat(status(flag)).isEqualTo("TO_CONFIRM");
        investigator.navigate("/flags/" + flag);
        assertThat(investigator.locator("main")).containsText("Waits for a second person");
        assertThat(investigator.locator("main"))
                .containsText("You decided it, so that somebody else has to look at it");
        assertThat(investigator.getByRole(AriaRole.BUTTON, button("Agree: it stays closed")))
                .hasCount(0);
        String form = "version=" + version(flag) + "&agrees=true&opinion=I+agree+with+myself&_csrf="
                + investigator.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(investigator, "/flags/" + flag + "/second-opinion", form))
                .isEqualTo(409);
        assertThat(status(flag)).isEqualTo("TO_CONFIRM");
        investigator.navigate("/dossiers");
        assertThat(investigator.locator("main")).not().containsText("for you)");

        Page colleague = browser.signIn("colleague", PASSWORD);
        colleague.navigate("/dossiers");
        assertThat(colleague.locator("main")).containsText("Second opinions (1 for you)");
        colleague.getByRole(AriaRole.LINK, link("Second opinions")).click();
        browser.reached(colleague, "Second opinions");
        assertThat(colleague.locator("tbody")).containsText("Nothing in it as far as I see");
        colleague.locator("tbody a").click();
        press(colleague, "Agree: it stays closed");
        assertThat(colleague.locator(".govuk-error-summary")).containsText("Give your own view");
        browser.reached(colleague, colleague.title().replace(" – Proper Course", ""));
        colleague.getByLabel("Your own view").fill("The victim had asked for the call");
        press(colleague, "Agree: it stays closed");
        assertThat(colleague.locator("main")).containsText("No decision waits for a second person");
        assertThat(status(flag)).isEqualTo("DECIDED");
        colleague.navigate("/flags/" + flag);
        assertThat(colleague.locator("main")).containsText("Confirmed: The victim had asked for the call");
        assertThat(leaves("CONFIRMED")).isEqualTo(1);
    }

    @Test
    void whoDisagreesPutsItBack() {
        String flag = atRisk("CHILD");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/flags/" + flag);
        decide(investigator, "Cannot tell", "Nothing more can be found");
        Page colleague = browser.signIn("colleague", PASSWORD);
        colleague.navigate("/flags/" + flag);
        int stale = version(flag);
        jdbc.update("update review.flag set version = version + 1 where flag_id = ?::uuid", flag);
        colleague.getByLabel("Your own view").fill("Nobody has asked the school yet");
        press(colleague, "Put it back into the queue");
        assertThat(colleague.locator(".govuk-error-summary")).containsText("changed");
        assertThat(colleague.getByLabel("Your own view")).hasValue("Nobody has asked the school yet");
        assertThat(version(flag)).isEqualTo(stale + 1);
        press(colleague, "Put it back into the queue");
        assertThat(status(flag)).isEqualTo("OPEN");
        colleague.navigate("/second-opinions");
        assertThat(colleague.locator("main")).containsText("No decision waits for a second person");
        investigator.navigate("/flags/" + flag);
        assertThat(investigator.locator("main")).containsText("Re-opened: Nobody has asked the school yet");
    }

    @Test
    void speakingWithThePersonNeedsNobodyElse() {
        String flag = atRisk("INFORMANT");
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/flags/" + flag);
        decide(investigator, "Advice", "I shall have a word with them");
        assertThat(status(flag)).isEqualTo("DECIDED");
    }

    @Test
    void ofWhatIsClosedInBulkSomeIsLookedAtAgain() {
        List<Map<String, Object>> two = jdbc.queryForList(ABOUT_A_RECORD + " limit 2");
        TestPostgres.asOwner("update review.flag set staff_id = '" + two.get(0).get("staff_id")
                + "', week = '2026-11-09'" + " where flag_id in ('" + two.get(0).get("flag") + "', '"
                + two.get(1).get("flag") + "')");
        try {
            Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
            investigator.navigate("/dossiers/" + two.get(0).get("flag"));
            check(investigator, "No issue");
            investigator.getByLabel("For the rule").selectOption("LAWFUL_BUT_UNUSUAL");
            investigator.getByLabel("Why", exactly()).fill("Both belong to the same operation");
            press(investigator, "Decide about the chosen");
            assertThat(count("select count(*) from review.flag where status = 'DECIDED'"))
                    .isGreaterThanOrEqualTo(2);
            assertThat(count("select count(*) from review.second_opinion where why = 'BULK_SAMPLE'"))
                    .isEqualTo(1);
            Page colleague = browser.signIn("colleague", PASSWORD);
            colleague.navigate("/second-opinions");
            assertThat(colleague.locator("tbody tr")).hasCount(1);
            assertThat(colleague.locator("tbody")).containsText("drawn by lot");
        } finally {
            TestPostgres.asOwner(
                    "update review.flag set staff_id = '" + two.get(1).get("staff_id") + "' where flag_id = '"
                            + two.get(1).get("flag") + "'");
        }
    }

    private String atRisk(String marker) {
        Map<String, Object> flag =
                jdbc.queryForList(ABOUT_A_RECORD + " limit 1").get(0);
        jdbc.update(
                "update casework.record set markers = array[?] where record_type = ? and record_id = ?",
                marker,
                flag.get("record_type"),
                flag.get("record_id"));
        return String.valueOf(flag.get("flag"));
    }

    private String status(String flag) {
        return String.valueOf(
                jdbc.queryForObject("select status from review.flag where flag_id = ?::uuid", String.class, flag));
    }

    private int version(String flag) {
        return (int) count("select version from review.flag where flag_id = '" + flag + "'");
    }

    private long leaves(String finding) {
        return count(
                "select count(*) from ledger.entry where kind = 'DECISION' and convert_from(content, 'UTF8') like '%\""
                        + finding + "\"%'");
    }

    @Test
    void keepsAFilterForWhoeverSavedIt() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/flags");
        page.getByLabel("Score from").fill("60");
        page.getByLabel("Order").selectOption("oldest");
        press(page, "Apply");
        page.getByText("Save this filter").click();
        page.getByLabel("Name of this filter").fill("  Strong & old ");
        press(page, "Save the filter");
        assertThat(page.url()).contains("minScore=60", "sort=oldest");
        page.navigate("/flags");
        page.getByText("Saved filters (1)").click();
        page.getByRole(AriaRole.LINK, link("Strong & old")).click();
        assertThat(page.getByLabel("Score from")).hasValue("60");
        assertThat(page.getByLabel("Order")).hasValue("oldest");
        browser.reached(page, page.title().replace(" – Proper Course", ""));
        String token = page.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(page, "/flags/filters", "name=+&minScore=60&_csrf=" + token))
                .isEqualTo(422);
        Page other = browser.signIn("PSD_MANAGER", PASSWORD);
        other.navigate("/flags");
        assertThat(other.getByText("Saved filters")).hasCount(0);
        page.getByText("Saved filters (1)").click();
        page.getByRole(AriaRole.BUTTON, button("Remove Strong & old")).click();
        assertThat(page.getByText("Saved filters")).hasCount(0);
    }
}
