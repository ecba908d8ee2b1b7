package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.review.NudgeDelivery;
import uk.propercourse.security.Role;

/** The ladder of small answers: who is told what, when, and who never. */
class NudgeJourneyIT extends JourneyTest {

    private static final String TOLD = "You looked at a neighbour, it seems. Please do not.";
    private static final String ABOUT = "Please ask what the second look was for.";

    @Autowired
    NudgeDelivery delivery;

    private String staff = "";
    private String supervisor = "";
    private String flag = "";

    /** A flag by rules of the lowest tier alone, of somebody who has a supervisor. */
    @BeforeEach
    void findFlag() {
        clear();
        Map<String, Object> found = jdbc.queryForList("""
                        select f.staff_id, p.supervisor_id, f.flag_id::text as flag
                        from review.flag f
                        join people.posting p on p.staff_id = f.staff_id and p.supervisor_id is not null and p.valid_to is null
                        where f.status = 'OPEN' and not exists (
                          select from rules.finding x join rules.rule r on r.code = x.rule_code and r.status = 'LIVE'
                          where x.staff_id = f.staff_id and x.story = f.story and r.tier > 1)
                        order by f.score desc, f.flag_id limit 1
                        """).get(0);
        staff = String.valueOf(found.get("staff_id"));
        supervisor = String.valueOf(found.get("supervisor_id"));
        flag = "/flags/" + found.get("flag");
        users.ensureDemonstration("told", "Told Officer", PASSWORD, Role.OFFICER, staff);
        users.ensureDemonstration("speaks", "Speaking Sergeant", PASSWORD, Role.SUPERVISOR, supervisor);
        users.ensureDemonstration("stranger", "Another supervisor", PASSWORD, Role.SUPERVISOR, "NOBODY");
    }

    @AfterEach
    void clear() {
        TestPostgres.asOwner("delete from review.nudge");
        TestPostgres.asOwner("delete from investigation.investigation where reference = 'PS/2026/NUDGE'");
        TestPostgres.asOwner("delete from review.compartment_read");
        TestPostgres.asOwner("delete from review.compartment_reader");
        TestPostgres.asOwner("delete from review.compartment");
        TestPostgres.asOwner("delete from review.second_opinion");
        TestPostgres.asOwner("delete from review.decision");
        TestPostgres.asOwner("update review.flag set status = 'OPEN' where status in ('DECIDED', 'TO_CONFIRM')");
    }

    @Test
    void climbsFromAMessageToATalkAndStopsWhereTheMatterIsCovert() {
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate(flag);
        investigator.getByText("Close it with the next step: a message").click();
        investigator.getByLabel("What is said").fill("Short");
        press(investigator, "Close it so");
        assertThat(investigator.getByRole(AriaRole.ALERT)).containsText("in 10 to 2,000 characters");
        assertThat(investigator.getByRole(AriaRole.ALERT)).containsText("Confirm that the matter is overt");
        assertThat(investigator.getByLabel("What is said")).hasValue("Short");
        browser.reached(investigator, investigator.title().replace(" – Proper Course", ""));
        give(investigator, TOLD);
        assertThat(investigator.locator("main")).containsText("Goes out tonight");
        browser.reached(investigator, investigator.title().replace(" – Proper Course", ""));

        Page officer = browser.signIn("told", PASSWORD);
        assertThat(officer.locator("main")).containsText("Nothing needs you");
        assertThat(delivery.send()).isEqualTo(1);
        assertThat(delivery.send()).as("nothing is sent twice").isZero();
        officer.reload();
        browser.reached(officer, "My requests");
        officer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(TOLD))
                .click();
        browser.reached(officer, "A message to you");
        assertThat(officer.locator("main")).containsText("No investigation is open because of it");
        officer.getByLabel("Anything you want to say").fill("The sergeant asked me to");
        press(officer, "I have read it");
        investigator.navigate(flag);
        assertThat(investigator.locator("main")).containsText("The sergeant asked me to");

        reopen(investigator);
        investigator
                .getByText("Close it with the next step: a talk with the supervisor")
                .click();
        give(investigator, ABOUT);
        assertThat(delivery.send()).isEqualTo(1);
        officer.navigate("/requests");
        assertThat(officer.locator("main")).not().containsText(ABOUT);
        Page sergeant = browser.signIn("speaks", PASSWORD);
        assertThat(sergeant.locator("h1")).hasText("1 needs you");
        browser.reached(sergeant, "My team");
        sergeant.locator("main a").getByText("a talk with the supervisor").click();
        browser.reached(sergeant, "A talk with the supervisor");
        String talk = sergeant.url();
        assertThat(browser.signIn("stranger", PASSWORD).request().get(talk).status())
                .isEqualTo(404);
        press(sergeant, "Record it");
        assertThat(sergeant.getByRole(AriaRole.ALERT)).containsText("Write what came of it");
        sergeant.getByLabel("What came of it").fill("We spoke; it will not happen again");
        press(sergeant, "Record it");
        assertThat(sergeant.locator("h1")).hasText("Nothing needs you");

        reopen(investigator);
        investigator
                .getByText("Close it with the next step: reflective practice")
                .click();
        give(investigator, "Please go through what purpose means.");
        investigator.getByText("Keep this matter covert").click();
        investigator.locator("#go-covert").fill("There is more to it than it seemed");
        press(investigator, "Keep it covert");
        assertThat(delivery.send()).as("nobody is told of a covert matter").isZero();
        sergeant.navigate("/justifications");
        assertThat(sergeant.locator("h1")).hasText("Nothing needs you");
        investigator.navigate(flag);
        reopen(investigator);
        assertThat(investigator.getByText("Close it with the next step")).hasCount(0);
        assertThat(jdbc.queryForObject("select count(*) from ledger.append where kind = 'NUDGE'", Long.class))
                .isGreaterThanOrEqualTo(7);
    }

    @Test
    void measuresItsEffectAndTakesBackWhatIsNotSent() {
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate(flag);
        investigator.getByText("Close it with the next step: a message").click();
        give(investigator, TOLD);
        investigator.getByLabel("Reason to take it back").fill("The sergeant has rung: it was asked for");
        press(investigator, "Take it back");
        assertThat(investigator.locator("main")).containsText("Taken back");
        assertThat(delivery.send()).isZero();
        reopen(investigator);
        investigator.getByText("Close it with the next step: a message").click();
        give(investigator, TOLD);
        reopen(investigator);
        assertThat(delivery.send())
                .as("nobody is told that an open matter is closed")
                .isZero();
        investigator.navigate(flag);
        assertThat(investigator.locator("main")).containsText("The matter went on before it was sent");
        investigator.getByText("Close it with the next step: a message").click();
        give(investigator, TOLD);
        jdbc.update("""
                insert into investigation.investigation (investigation_id, force_id, reference, staff_id, person_kind,
                  allegation, status, opened_by, opened_at, entries, version)
                values (gen_random_uuid(), 1, 'PS/2026/NUDGE', ?, 'OFFICER', 'It was more', 'OPEN', 'test', clock_timestamp(), 0, 0)
                """, staff);
        assertThat(delivery.send()).as("nor anybody who is investigated since").isZero();
        TestPostgres.asOwner("""
                insert into review.nudge (nudge_id, force_id, flag_id, staff_id, step, words, status, nudged_by, nudged_at,
                  version)
                select gen_random_uuid(), f.force_id, f.flag_id, f.staff_id, 'MESSAGE', 'Held out of it', 'HELD_OUT', 'test',
                  (select min(x.first_event_at) - interval '1 day' from review.flag x where x.staff_id = f.staff_id), 0
                from review.flag f
                where exists (select from review.flag o where o.staff_id = f.staff_id and o.flag_id <> f.flag_id)
                order by f.flag_id limit 1
                """);
        investigator.navigate("/nudges");
        browser.reached(investigator, "Messages and talks");
        assertThat(investigator.locator("tbody").first().locator("td")).hasText(new String[] {"0", "0", "1", "1"});
        investigator.locator("tbody").first().locator("a").last().click();
        assertThat(investigator.locator("h2").last()).hasText("Held out, and flagged again");
        assertThat(investigator.locator("tbody").last()).containsText("Held out of it");
        for (Role other : new Role[] {Role.OFFICER, Role.SUPERVISOR, Role.FORCE_ADMIN, Role.INSPECTOR}) {
            assertThat(browser.signIn(other.name(), PASSWORD)
                            .request()
                            .get("/nudges")
                            .status())
                    .as(other.name())
                    .isEqualTo(403);
        }
    }

    @Test
    void neverAnswersSoWhereARuleIsForCovertEnquiry() {
        String lowest =
                jdbc.queryForList("select code || version from rules.rule where tier = 1", String.class).stream()
                        .map(code -> "'" + code + "'")
                        .collect(Collectors.joining(", ", "where code || version in (", ")"));
        TestPostgres.asOwner("update rules.rule set tier = 3 " + lowest);
        try {
            Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
            investigator.navigate(flag);
            assertThat(investigator.locator("main")).containsText("What speaks against");
            assertThat(investigator.getByText("Close it with the next step")).hasCount(0);
            String token = investigator.locator("input[name=_csrf]").first().inputValue();
            assertThat(investigator
                            .request()
                            .post(
                                    flag + "/nudges",
                                    RequestOptions.create()
                                            .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                            .setData("version=0&step=MESSAGE&words=Please+do+not+do+that&learned=RIGHT"
                                                    + "&told=true&_csrf=" + token))
                            .status())
                    .isEqualTo(409);
            assertThat(investigator
                            .request()
                            .post(
                                    flag + "/nudges",
                                    RequestOptions.create()
                                            .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                            .setData(
                                                    "version=0&step=MESSAGE&words=Please%00do+not+do+that&learned=RIGHT"
                                                            + "&told=true&_csrf=" + token))
                            .status())
                    .as("what no database keeps")
                    .isEqualTo(400);
        } finally {
            TestPostgres.asOwner("update rules.rule set tier = 1 " + lowest);
        }
    }

    private static void give(Page page, String words) {
        page.getByLabel("What is said").fill(words);
        page.getByLabel("What the rule learns").selectOption("RIGHT");
        page.getByLabel("The person may know that the access was seen").check();
        press(page, "Close it so");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    private void reopen(Page page) {
        page.navigate(flag);
        page.getByLabel("Reason to re-open it").fill("They did it again, it seems");
        press(page, "Put it back into the queue");
    }
}
