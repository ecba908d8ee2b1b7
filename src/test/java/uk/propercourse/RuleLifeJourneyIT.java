package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.TemplateStrength;
import uk.propercourse.explanation.TemplateStrengths;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.PackTrial;
import uk.propercourse.rules.PackTrials;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.security.Role;

/** Administrators write, try, approve and retire rules. */
class RuleLifeJourneyIT extends JourneyTest {

    @Autowired
    PackTrials trials;

    @Autowired
    TemplateStrengths strengths;

    @Autowired
    RuleBook rules;

    @BeforeAll
    void secondAdministrator() {
        users.ensureDemonstration("SECOND_ADMIN", "Second administrator", PASSWORD, Role.FORCE_ADMIN, null);
    }

    private static void write(Page page, String code, String expression) {
        page.navigate("/rules/new");
        page.getByLabel("Code").fill(code);
        page.getByLabel("Name").fill("Vehicle at night");
        page.getByLabel("Fires when somebody").fill("looked at a vehicle in the small hours");
        page.getByLabel("Condition").fill(expression);
        page.getByLabel("Points").fill("45");
        page.getByLabel("Why do you write or change it?").fill("Cars looked up for friends at night");
        press(page, "Save draft");
    }

    @Test
    void administratorWritesARuleAndASecondOneApprovesIt() {
        Page first = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(first, "NIGHT_VEHICLE", "record.typ == \"VEHICLE\" && event.local_hour < 5");
        browser.reached(first, "Error: Change NIGHT_VEHICLE");
        assertThat(first.locator(".govuk-error-summary"))
                .containsText("Line 1, character 7: undefined field 'typ'. Did you mean 'record.type'?");
        assertThat(first.locator("mark")).hasText(".typ == \"VEHICLE\" && event.local_hour < 5");
        assertThat(first.getByLabel("Points")).hasValue("45");
        first.getByLabel("Condition").fill("record.type == \"VEHICLE\" && event.local_hour < 5");
        press(first, "Save draft");
        browser.reached(first, "Vehicle at night");
        assertThat(first.locator("main")).containsText("has not been tried");
        press(first, "Try on this period");
        assertThat(first.locator("main")).containsText("Nothing was found or flagged by the trial");
        browser.reached(first, "Vehicle at night");
        press(first, "Submit for approval");
        assertThat(first.locator("main")).containsText("a second person decides about it");
        assertThat(first.getByLabel("Reason")).hasCount(0);
        assertThat(count("select count(*) from rules.finding where rule_code = 'NIGHT_VEHICLE'"))
                .isZero();

        Page second = browser.signIn("SECOND_ADMIN", PASSWORD);
        second.navigate("/rules");
        browser.reached(second, "Rules");
        second.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Vehicle at night"))
                .first()
                .click();
        second.getByLabel("Reason").fill("Agreed after reading the trial");
        press(second, "Approve: it is asked from the next batch");
        assertThat(second.locator("main")).containsText("Approved by SECOND_ADMIN");
        browser.reached(second, "Vehicle at night");

        Instant night = END.plusSeconds(86_400 + 3 * 3_600);
        load(
                "access",
                new ByteArrayInputStream(("system_code,event_id,account_id,occurred_at,action,record_type,record_id\n"
                                + "RMS,night-1,D001," + night + ",VIEW,VEHICLE,V-NIGHT\n")
                        .getBytes(StandardCharsets.UTF_8)));
        load(
                "accounts",
                new ByteArrayInputStream("system_code,account_id,from,staff_id\nRMS,D001,2020-01-01T00:00:00Z,D001\n"
                        .getBytes(StandardCharsets.UTF_8)));
        evaluation.evaluate(night.plusSeconds(10 * 86_400), (done, left) -> {});
        assertThat(
                        count(
                                "select count(*) from rules.finding where rule_code = 'NIGHT_VEHICLE' and withdrawn_at is null"))
                .isPositive();
        assertThat(
                        count(
                                "select count(*) from ledger.entry where kind = 'RULE' and convert_from(content, 'UTF8') like '%NIGHT_VEHICLE%'"))
                .isEqualTo(2);
    }

    @Test
    void aRuleThatIsAskedAtOnceReadsOnlyWhatIsKnownThen() {
        assertThat(rules.listLive().stream().map(Rule::lane)).contains(Rule.Lane.IMMEDIATE, Rule.Lane.SETTLED);
        for (Rule rule : rules.listLive()) {
            assertThat(rule.lane() != Rule.Lane.IMMEDIATE
                            || new RuleCompiler()
                                    .compile(rule.expression()).facts().stream().allMatch(Fact::immediate))
                    .as(rule.code())
                    .isTrue();
        }
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(page, "HASTY", "!explanation.explained && record.type == \"VEHICLE\"");
        browser.reached(page, "Vehicle at night");
        page.getByText("Change the draft").click();
        page.getByLabel("When it is asked").selectOption("At once");
        press(page, "Save draft");
        browser.reached(page, "Error: Change HASTY");
        assertThat(page.locator(".govuk-error-summary")).containsText("explanation.explained is not known at once");
        assertThat(page.locator("#lane")).hasValue("IMMEDIATE");
        page.getByLabel("When it is asked").selectOption("A week after the access");
        page.getByLabel("Why do you write or change it?").fill("Most links are in by then");
        press(page, "Save draft");
        browser.reached(page, "Vehicle at night");
        assertThat(page.locator("main")).containsText("Asked a week after the access");
    }

    @Test
    void administratorMeasuresHowWellExplanationsTellWorkFromChance() {
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        page.navigate("/rules/explanations");
        browser.reached(page, "Explanations");
        assertThat(page.locator("main")).containsText("Nothing was measured yet");
        press(page, "Measure now");
        browser.reached(page, "Explanations");
        assertThat(page.locator("tbody tr")).hasCount(ExplanationTemplate.values().length);
        TemplateStrength own = strengths.list().get(0);
        assertThat(own.template()).isEqualTo(ExplanationTemplate.OWN_CASE);
        assertThat(own.support()).isGreaterThan(own.accesses() / 10).isLessThanOrEqualTo(own.accesses());
        assertThat(own.marginalSupport()).isPositive().isLessThanOrEqualTo(own.support());
        assertThat(own.natsByPerson()).isGreaterThan(1);
        assertThat(own.natsByRecord()).isGreaterThan(1);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/rules/explanations");
        assertThat(investigator.getByText("Measure now")).hasCount(0);
    }

    @Test
    void administratorTriesAllLiveRulesOnThePast() {
        LocalDate last = London.day(END);
        PackTrial trial = trials.run(last.minusDays(89), last);
        assertThat(trial.flags()).isPositive();

        Page admin = browser.signIn("FORCE_ADMIN", PASSWORD);
        admin.navigate("/rules");
        admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Try all live rules on the past"))
                .click();
        browser.reached(admin, "All live rules, tried");
        assertThat(admin.locator("table")).hasCount(0);
        admin.getByLabel("From").fill(last.minusDays(89).toString());
        admin.getByLabel("To").fill(last.toString());
        admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try on this period"))
                .click();
        browser.reached(admin, "All live rules, tried");
        assertThat(admin.locator("tbody tr")).hasCount(trial.rules().size());
        assertThat(admin.locator("main")).containsText(trial.flags() + " flags in " + trial.dossiers() + " dossiers");
        assertThat(admin.request()
                        .get("/rules/trial?from=%2B99999-01-01&to=2026-01-01")
                        .status())
                .isEqualTo(422);
        assertThat(browser.signIn("PSD_INVESTIGATOR", PASSWORD)
                        .request()
                        .get("/rules/trial")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void ruleTravelsAsAFileAndBecomesADraft() {
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        String file = page.request().get("/rules/OWN_RECORD/1/rule.yaml").text();
        assertThat(file).contains("code: OWN_RECORD");
        page.navigate("/rules/import");
        page.getByLabel("The rule file").fill(file.replaceFirst("family: [A-Z]+", "family: ASTROLOGY"));
        press(page, "Show the draft");
        browser.reached(page, "Error: Import a rule");
        assertThat(page.locator(".govuk-error-summary")).containsText("“family” cannot be ASTROLOGY");
        page.getByLabel("The rule file").fill(file.replace("OWN_RECORD", "OWN_RECORD_SHARED"));
        press(page, "Show the draft");
        assertThat(page.getByLabel("Code")).hasValue("OWN_RECORD_SHARED");
        press(page, "Save draft");
        assertThat(page.locator("main")).containsText("has not been tried");
        assertThat(count("select count(*) from rules.rule where code = 'OWN_RECORD_SHARED' and status = 'DRAFT'"))
                .isEqualTo(1);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        assertThat(investigator.request().get("/rules/import").status()).isEqualTo(403);
    }

    @Test
    void trialIsHeldAgainstWhatBecameOfEarlierFlags() {
        jdbc.update("""
                insert into review.decision (decision_id, force_id, flag_id, finding, rule_feedback, reason, score, decided_by,
                  decided_at)
                select gen_random_uuid(), 1, flag_id, 'NO_ISSUE', 'RIGHT', 'Cleared for this test', score, 'test', now()
                from review.flag where story like 'RECORD/%' and status = 'OPEN' order by flag_id limit 2
                """);
        jdbc.update("update review.flag set status = 'DECIDED' where flag_id in (select flag_id from review.decision)");
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(page, "ALL_UNEXPLAINED", "!explanation.explained");
        press(page, "Try on this period");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Past cleared that it flags again"))
                        .locator("td")
                        .first())
                .hasText("2 of 2");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Past proven that it catches"))
                        .locator("td")
                        .first())
                .hasText("0 of 0");
    }

    @Test
    void administratorProposesAnExceptionWithItsImpactAndASecondOneDecides() {
        Page first = browser.signIn("FORCE_ADMIN", PASSWORD);
        first.navigate("/rules/exceptions");
        browser.reached(first, "Exceptions to rules");
        assertThat(first.locator("main")).containsText("There is no exception");
        first.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Propose an exception"))
                .click();
        browser.reached(first, "Propose an exception");
        first.getByLabel("Rule").selectOption("COLD_RECORD");
        first.getByLabel("Name").fill("Review of old records");
        first.getByLabel("Accesses that it leaves out").fill("person.rol == \"RESPONSE\"");
        first.getByLabel("First day").fill("2026-03-01");
        first.getByLabel("Last day").fill("2026-02-01");
        press(first, "Show what it would have done");
        browser.reached(first, "Error: Propose an exception");
        assertThat(first.locator(".govuk-error-summary")).containsText("The last day must not be before the first");
        assertThat(first.locator(".govuk-error-summary")).containsText("Say who answers for these accesses");
        first.getByLabel("Last day").fill("2027-02-01");
        first.getByLabel("Who answers for these accesses").fill("Head of Information Management");
        first.getByLabel("Reason").fill("Yearly review of retained records");
        press(first, "Show what it would have done");
        assertThat(first.locator(".govuk-error-summary")).containsText("Did you mean 'person.role'?");
        first.getByLabel("Accesses that it leaves out").fill("person.role == \"RESPONSE\"");
        press(first, "Show what it would have done");
        browser.reached(first, "Propose an exception");
        assertThat(first.locator("main")).containsText("Nothing is saved yet");
        assertThat(first.locator("main")).containsText("would have been held back");
        assertThat(count("select count(*) from rules.rule_exception")).isZero();
        press(first, "Propose it");
        assertThat(first.locator("main")).containsText("You proposed it, so a second person decides about it");
        browser.reached(first, "Exceptions to rules");
        String id = String.valueOf(jdbc.queryForObject("select exception_id from rules.rule_exception", Object.class));
        first.navigate("/rules/new");
        String csrf = first.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(
                        first,
                        "/rules/exceptions/" + id + "/decide",
                        "decision=APPROVE&reason=I+approve+my+own+exception&_csrf=" + csrf))
                .isEqualTo(403);

        Page second = browser.signIn("SECOND_ADMIN", PASSWORD);
        second.navigate("/rules/exceptions");
        second.getByLabel("Reason").fill("The review is in the year plan");
        press(second, "Approve: the rule leaves these out from the next batch");
        assertThat(second.locator("main")).containsText("Approved by SECOND_ADMIN");
        second.getByLabel("Reason to end it").fill("The review was called off");
        press(second, "End it now");
        assertThat(second.locator("main")).containsText("Ended early");
        assertThat(count("select count(*) from ledger.entry where kind = 'RULE_EXCEPTION'"))
                .isEqualTo(3);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate("/rules/exceptions");
        assertThat(investigator.locator("form[action*=exceptions]")).hasCount(0);
    }

    @Test
    void nobodyApprovesTheirOwnRuleOrSubmitsWhatWasNotTried() {
        Page page = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(page, "OWN_APPROVAL", "event.local_hour < 5");
        String form = "input[name=_csrf]";
        String token = page.locator(form).first().inputValue();
        for (String day : List.of("tomorrow", "%2B999999999-12-31")) {
            APIResponse refused =
                    send(page, "/rules/OWN_APPROVAL/1/try", "from=" + day + "&to=2026-11-19&_csrf=" + token);
            assertThat(refused.status()).as(day).isEqualTo(422);
            assertThat(refused.text()).contains("Nothing was saved");
        }
        assertThat(post(page, "/rules/OWN_APPROVAL/1/submit", "_csrf=" + token)).isEqualTo(409);
        press(page, "Try on this period");
        press(page, "Submit for approval");
        assertThat(post(
                        page,
                        "/rules/OWN_APPROVAL/1/decide",
                        "decision=APPROVE&reason=I+like+my+rule+much&_csrf=" + token))
                .isEqualTo(403);
        assertThat(count("select count(*) from rules.rule where code = 'OWN_APPROVAL' and status = 'SUBMITTED'"))
                .isEqualTo(1);
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        assertThat(investigator.request().get("/rules/new").status()).isEqualTo(403);
        investigator.navigate("/rules/OWN_APPROVAL");
        assertThat(investigator.getByText("What happens next")).hasCount(0);
    }

    @Test
    void nobodyApprovesWhatTheyWroteAPartOf() {
        Page first = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(first, "WRITTEN_BY_TWO", "event.local_hour < 5");
        Page second = browser.signIn("SECOND_ADMIN", PASSWORD);
        second.navigate("/rules/WRITTEN_BY_TWO/1/edit");
        second.getByLabel("Name").fill("Before five");
        press(second, "Save draft");
        press(second, "Try on this period");
        press(second, "Submit for approval");
        assertThat(second.locator("main")).containsText("a second person decides about it");
        first.navigate("/rules/WRITTEN_BY_TWO");
        assertThat(first.getByLabel("Reason")).hasCount(0);
        String token = first.locator("input[name=_csrf]").first().inputValue();
        assertThat(post(
                        first,
                        "/rules/WRITTEN_BY_TWO/1/decide",
                        "decision=APPROVE&reason=I+wrote+most+of+it&_csrf=" + token))
                .isEqualTo(403);
        assertThat(count("select count(*) from rules.rule where code = 'WRITTEN_BY_TWO' and status = 'SUBMITTED'"))
                .isEqualTo(1);
    }

    @Test
    void staleFormShowsBothVersionsAndLosesNothing() {
        Page first = browser.signIn("FORCE_ADMIN", PASSWORD);
        write(first, "TWO_WRITERS", "event.local_hour < 5");
        Page second = browser.signIn("SECOND_ADMIN", PASSWORD);
        second.navigate("/rules/TWO_WRITERS/1/edit");
        first.navigate("/rules/TWO_WRITERS/1/edit");
        first.getByLabel("Condition").fill("event.local_hour < 4");
        press(first, "Save draft");
        second.getByLabel("Condition").fill("event.local_hour < 3");
        press(second, "Save draft");
        browser.reached(second, "Error: Change TWO_WRITERS");
        assertThat(second.locator(".govuk-inset-text")).containsText("event.local_hour < 4");
        assertThat(second.getByLabel("Condition")).hasValue("event.local_hour < 3");
    }

    @Test
    void liveRuleGetsANextVersionAndCanBeRetired() {
        Page page = browser.signIn("PSD_MANAGER", PASSWORD);
        page.navigate("/rules/RARE_SURNAME");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Draft the next version"))
                .click();
        browser.reached(page, "Change RARE_SURNAME");
        page.getByLabel("Points").fill("30");
        page.getByLabel("Why do you write or change it?").fill("Too many coincidences in this force");
        press(page, "Save draft");
        assertThat(page.locator("main ins").first()).hasText("30");
        assertThat(page.locator("main del").first()).hasText("40");
        press(page, "Try on this period");
        assertThat(page.locator("main")).containsText("Live version");
        page.navigate("/rules/COLD_RECORD");
        page.getByLabel("Reason to retire it").fill("This force links cases too late for it");
        press(page, "Retire the rule");
        assertThat(page.locator("main")).containsText("This force links cases too late for it");
        assertThat(count("select count(*) from rules.rule where code = 'COLD_RECORD' and status = 'LIVE'"))
                .isZero();
    }
}
