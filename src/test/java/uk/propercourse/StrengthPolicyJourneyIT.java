package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.explanation.StrengthPolicies;

/** A force sets how strong its explanations are: with what it changes, by two people, from then on, and as a file. */
class StrengthPolicyJourneyIT extends JourneyTest {

    private static final String PAGE = "/rules/explanations/strengths";

    @Autowired
    Clock clock;

    @Autowired
    StrengthPolicies policies;

    private void rows(String feed, String... lines) {
        load(feed, new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Somebody whose unit is assigned to a case of the record looks at it; how that is judged four days later. */
    private String look(String id, Instant at) {
        rows(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS," + id + ",strength," + at + ",VIEW,PERSON,P-STRENGTH");
        evaluation.evaluate(at.plus(Duration.ofDays(4)), (done, left) -> {});
        return verdict(id);
    }

    private String verdict(String id) {
        return String.valueOf(jdbc.queryForObject("""
                select v.template || ' ' || v.strength || ' ' || v.explained from explanation.verdict v
                join access.access_event e on e.event_key = v.event_key where e.event_id = ? and v.settled
                """, String.class, id));
    }

    /** A post with the form's own token, so that only the decision itself can refuse it. */
    private static int sign(Page page, String path, String form) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        return post(page, path, form + "&_csrf=" + token);
    }

    @Test
    void twoPeopleSetAStrengthAndItHoldsForWhatIsJudgedFromThenOn() {
        rows("units", "unit_id,name,kind", "U-STRENGTH,Strength,RESPONSE");
        rows("staff", "staff_id,kind,first_name,last_name", "STRENGTH,OFFICER,Synthetic,Officer");
        rows("postings", "staff_id,from,unit_id,role", "STRENGTH,2025-01-01T00:00:00Z,U-STRENGTH,RESPONSE");
        rows("accounts", "system_code,account_id,from,staff_id", "RMS,strength,2025-01-01T00:00:00Z,STRENGTH");
        rows("cases", "case_ref,kind,opened_at", "CASE-STRENGTH,CRIME,2026-10-01T00:00:00Z");
        rows(
                "case_assignments",
                "case_ref,from,role,unit_id,recorded_at",
                "CASE-STRENGTH,2026-10-01T00:00:00Z,OIC,U-STRENGTH,2026-10-01T00:00:00Z");
        rows(
                "case_links",
                "case_ref,record_type,record_id,linked_at",
                "CASE-STRENGTH,PERSON,P-STRENGTH,2026-10-01T00:00:00Z");
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        assertThat(look("strength-1", now.minus(Duration.ofDays(6)))).isEqualTo("UNIT_CASE 0.6 true");

        Page first = browser.signIn("FORCE_ADMIN", PASSWORD);
        first.navigate(PAGE);
        browser.reached(first, "Strengths of explanations");
        assertThat(first.locator("main")).containsText("The strengths are as shipped");
        press(first, "Show what it would change");
        browser.reached(first, "Error: Strengths of explanations");
        assertThat(first.locator(".govuk-error-summary")).containsText("These are the strengths that hold already");
        first.locator("#UNIT_CASE").selectOption("WEAK");
        press(first, "Show what it would change");
        assertThat(first.locator("main")).containsText("settled accesses drawn by lot");
        browser.reached(first, "Strengths of explanations");
        press(first, "Propose it");
        assertThat(first.locator(".govuk-error-summary")).containsText("Say why, in at least 10 characters");
        assertThat(first.locator("#UNIT_CASE")).hasValue("WEAK");
        first.getByLabel("Reason", exactly()).fill("Units are assigned to whole districts here");
        press(first, "Propose it");
        browser.reached(first, "Strengths of explanations");
        assertThat(first.locator("main")).containsText("You proposed it, so a second person decides about it");
        assertThat(sign(first, PAGE + "/1/decide", "decision=APPROVED&reason=Approving+my+own"))
                .isEqualTo(403);
        assertThat(policies.inForce()).isEqualTo(StrengthPolicies.shipped());
        Page investigator = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        investigator.navigate(PAGE);
        assertThat(investigator.locator("main select")).hasCount(0);
        assertThat(sign(investigator, PAGE + "/1/decide", "decision=APPROVED&reason=Not+my+business"))
                .isEqualTo(403);

        Page second = browser.signIn("PSD_MANAGER", PASSWORD);
        second.navigate(PAGE);
        browser.reached(second, "Strengths of explanations");
        second.locator("#decision-reason").fill("Agreed after the measurement");
        press(second, "Approve: it holds for what is judged from now on");
        browser.reached(second, "Strengths of explanations");
        assertThat(second.locator("main")).containsText("Approved by PSD_MANAGER");
        assertThat(sign(second, PAGE + "/1/decide", "decision=REFUSED&reason=Changed+my+mind"))
                .isEqualTo(409);

        assertThat(look("strength-2", now)).isEqualTo("UNIT_CASE 0.3 false");
        assertThat(verdict("strength-1")).isEqualTo("UNIT_CASE 0.6 true");
        assertThat(
                        count(
                                "select count(*) from ledger.entry where kind = 'EXPLANATION_STRENGTH' and convert_from(content, 'UTF8') like '%UNIT_CASE%'"))
                .isEqualTo(2);
        APIResponse refused = send(
                second,
                PAGE,
                "act=PREVIEW&SELF_RECORDED=STRONG&_csrf="
                        + second.locator("input[name=_csrf]").first().inputValue());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("“SELF_RECORDED” cannot be “STRONG”");

        String file = second.request().get(PAGE + ".yaml").text();
        assertThat(file).contains("UNIT_CASE: WEAK", "BRIEFED: MEDIUM").doesNotContain("OWN_CASE: ");
        second.locator("summary")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Take over"))
                .click();
        second.getByLabel("The file").fill(file.replace("SELF_RECORDED: HINT", "SELF_RECORDED: STRONG"));
        press(second, "Fill the form");
        browser.reached(second, "Error: Strengths of explanations");
        assertThat(second.locator(".govuk-error-summary")).containsText("“SELF_RECORDED” cannot be “STRONG”");
        second.getByLabel("The file").fill(file.replace("BRIEFED: MEDIUM", "BRIEFED: ENOUGH"));
        press(second, "Fill the form");
        assertThat(second.locator("#BRIEFED")).hasValue("ENOUGH");
        assertThat(second.locator("#UNIT_CASE")).hasValue("WEAK");
    }
}
