package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.Typology;
import uk.propercourse.rules.TypologySheets;

/** Professional Standards says how a kind of misuse shows: with what it changes, by two people, from the next day on. */
class TypologySheetJourneyIT extends JourneyTest {

    private static final String PAGE = "/rules/typologies/BULK_EXPORT";

    @Autowired
    Clock clock;

    @Autowired
    TypologySheets sheets;

    @Autowired
    RuleBook rules;

    /** A post with the form's own token, so that only the decision itself can refuse it. */
    private static APIResponse sign(Page page, String form) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        return send(page, PAGE + "/1/decide", form + "&_csrf=" + token);
    }

    /** What is judged once the day after has begun; the weight of that rule on the day of the verdict. */
    private Map<String, Object> weightAfter(Instant at) {
        String row = "RMS,typology-1,typology," + at + ",VIEW,PERSON,P-TYPOLOGY";
        load(
                "access",
                new ByteArrayInputStream(
                        ("system_code,event_id,account_id,occurred_at,action,record_type,record_id\n" + row + "\n")
                                .getBytes(StandardCharsets.UTF_8)));
        evaluation.evaluate(at.plus(Duration.ofDays(5)), (done, left) -> {});
        return jdbc.queryForMap("""
                select w.*, r.weight, r.usual_share from rules.rule_weight w
                join rules.rule r on r.code = w.rule_code and r.status = 'LIVE'
                where w.rule_code = 'TAKEN_OUT' order by w.day desc limit 1
                """);
    }

    @Test
    void twoPeopleSignASheetAndItWeighsWhatIsRaisedFromTheNextDayOn() {
        assertThat(rules.listLive().stream().map(rule -> rule.code()).toList())
                .containsAll(sheets.shipped().values().stream()
                        .flatMap(item -> item.sheet().signs().keySet().stream())
                        .distinct()
                        .toList());
        assertThat(jdbc.queryForList("select distinct ratio from rules.rule_weight", Double.class))
                .as("as shipped nothing moves")
                .containsOnly(1.0, null);

        Page first = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        first.navigate("/rules");
        first.getByText("Kinds of misuse, and how each shows").click();
        browser.reached(first, "Kinds of misuse");
        first.getByText("Taking out in bulk", new Page.GetByTextOptions().setExact(true))
                .click();
        browser.reached(first, "Taking out in bulk");
        assertThat(first.locator("main")).containsText("The sheet is as shipped");
        assertThat(first.locator("main")).containsText("none yet");
        first.getByText("Propose another sheet").click();
        first.locator("#sign-TAKEN_OUT").fill("often");
        press(first, "Show what it would change");
        browser.reached(first, "Error: Taking out in bulk");
        assertThat(first.locator(".govuk-error-summary"))
                .containsText("“TAKEN_OUT” is a number of per cent such as 12.5, not “often”");
        assertThat(first.locator("#sign-TAKEN_OUT")).hasValue("often");
        first.locator("#sign-TAKEN_OUT").fill("120");
        press(first, "Show what it would change");
        assertThat(first.locator(".govuk-error-summary")).containsText("shows in 1 to 99 % of the stories");
        first.locator("#sign-TAKEN_OUT").fill("1");
        first.locator("#share").fill("90");
        press(first, "Show what it would change");
        browser.reached(first, "Taking out in bulk");
        assertThat(first.locator("main")).containsText("stories of the last four weeks");
        press(first, "Propose it");
        assertThat(first.locator(".govuk-error-summary")).containsText("Say why, in at least 10 characters");
        assertThat(first.locator("#sign-TAKEN_OUT")).hasValue("1");
        first.getByLabel("Reason", exactly()).fill("Printing is the rule in this force");
        press(first, "Propose it");
        browser.reached(first, "Taking out in bulk");
        assertThat(first.locator("main")).containsText("You proposed it, so a second person signs it");
        assertThat(sign(first, "decision=SIGNED&reason=Signing+my+own").status())
                .isEqualTo(403);
        Page administrator = browser.signIn("FORCE_ADMIN", PASSWORD);
        administrator.navigate(PAGE);
        assertThat(administrator.locator("main form")).hasCount(0);
        assertThat(sign(administrator, "decision=SIGNED&reason=Not+my+business").status())
                .isEqualTo(403);

        first.navigate("/rules/typologies/LEAVER");
        first.getByText("Propose another sheet").click();
        first.locator("#share").fill("20");
        press(first, "Show what it would change");
        first.getByLabel("Reason", exactly()).fill("Many have left this year");
        press(first, "Propose it");
        first.locator("#decision-reason").fill("Not only suspended ones, I see now");
        press(first, "Withdraw it");
        assertThat(first.locator("main")).containsText("Withdrawn by PSD_INVESTIGATOR");

        Page second = browser.signIn("PSD_MANAGER", PASSWORD);
        second.navigate("/rules/typologies");
        browser.reached(second, "Kinds of misuse");
        assertThat(second.locator("main")).containsText("Waits for a signature");
        second.navigate(PAGE);
        assertThat(sign(second, "decision=PROPOSED&reason=Leave+it+as+it+is").status())
                .isEqualTo(409);
        Page late = second.context().newPage();
        late.navigate(PAGE);
        late.locator("#decision-reason").fill("Not what we saw last year");
        second.locator("#decision-reason").fill("Agreed after the measurement");
        press(second, "Sign: it weighs what is raised from tomorrow on");
        browser.reached(second, "Taking out in bulk");
        assertThat(second.locator("main")).containsText("Signed by PSD_MANAGER");
        press(late, "Refuse");
        browser.reached(late, "Somebody else was faster: Taking out in bulk");
        assertThat(late.locator(".govuk-error-summary")).containsText("Somebody else was faster");
        assertThat(late.locator(".pc-typed").getByLabel("Reason")).hasValue("Not what we saw last year");
        assertThat(late.locator("main")).containsText("Signed by PSD_MANAGER");
        assertThat(late.evaluate("""
                        async () => {
                          const body = new URLSearchParams({
                            _csrf: document.querySelector('input[name=_csrf]').value,
                            decision: 'REFUSED',
                            reason: 'Sent from a page that only answers forms'
                          });
                          const answer = await fetch(location.href, {method: 'POST', body});
                          return answer.status + ' ' + await answer.text();
                        }"""))
                .asString()
                .startsWith("409 ")
                .contains("Sent from a page that only answers forms");
        late.close();
        assertThat(
                        count(
                                "select count(*) from ledger.entry where kind = 'TYPOLOGY_SHEET' and convert_from(content, 'UTF8') like '%BULK_EXPORT%'"))
                .isEqualTo(2);

        double ratio = ratio();
        assertThat(ratio).isNotCloseTo(1, within(0.1));
        Map<String, Object> weight = weightAfter(clock.instant());
        assertThat(number(weight, "ratio")).isCloseTo(ratio, within(1e-9));
        assertThat(number(weight, "points")).isEqualTo(points(weight, ratio));
    }

    @Test
    void aSheetIsTakenAwayAsAFileAndTakenOverByItsPage() {
        String page = "/rules/typologies/VICTIM_PREDATION";
        Page first = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        first.navigate(page);
        String title = first.title();
        String file = first.request().get(page + "/sheet.yaml").text();
        assertThat(file).startsWith("# ").contains("typology: VICTIM_PREDATION", "signs:");

        take(first, "Some notes about this");
        assertThat(first.locator(".govuk-error-summary")).containsText("there is none");
        take(first, file.replace("VICTIM_PREDATION", "LEAVER"));
        assertThat(first.locator(".govuk-error-summary")).containsText("Take it over on the page of that");
        take(first, file.replaceFirst("signs:\n", "signs:\n  OF_ANOTHER_FORCE: 0.2\n"));
        assertThat(first.locator(".govuk-error-summary"))
                .containsText("“OF_ANOTHER_FORCE” is not the code of a live rule here");
        assertThat(first.locator("#text")).hasValue(Pattern.compile("OF_ANOTHER_FORCE: 0.2"));
        take(first, file);
        assertThat(first.locator(".govuk-error-summary")).containsText("This is the sheet that holds already");

        take(first, file.replaceFirst("share: .*", "share: 0.155"));
        assertThat(first).hasTitle(title);
        assertThat(first.locator("main")).containsText("Nothing is saved yet");
        assertThat(first.locator("#share")).hasValue("15.5");
        first.getByLabel("Reason", exactly()).fill("As the neighbouring force has it");
        press(first, "Propose it");
        assertThat(first.locator("main")).containsText("How common: 15.5 %");
        first.locator("#decision-reason").fill("It was only a try");
        press(first, "Withdraw it");
    }

    private void take(Page page, String text) {
        if (!page.locator("#text").isVisible()) {
            page.getByText("Take over a sheet from a file").click();
        }
        page.locator("#text").fill(text);
        press(page, "Fill the form");
    }

    /** By hand: what the sign counts as over all kinds, now against as shipped. */
    private double ratio() {
        double shares = 0;
        double shipped = 0;
        double now = 0;
        double sharesNow = 0;
        for (Map.Entry<Typology, TypologySheets.Shipped> item : sheets.shipped().entrySet()) {
            double share = item.getValue().sheet().share();
            double sign = item.getValue().sheet().signs().getOrDefault("TAKEN_OUT", 0.0);
            boolean changed = item.getKey() == Typology.BULK_EXPORT;
            shares += share;
            shipped += share * sign;
            sharesNow += changed ? 0.9 : share;
            now += changed ? 0.9 * 0.01 : share * sign;
        }
        return now / sharesNow / (shipped / shares);
    }

    private static int points(Map<String, Object> weight, double ratio) {
        double usual = number(weight, "usual_share");
        double smoothed = (number(weight, "matches") + 300 * usual) / (number(weight, "stories") + 300);
        long points = Math.round(number(weight, "weight") + 7 * Math.log(ratio * usual / smoothed));
        return (int) Math.max(0, Math.min(Family.DISCLOSURE.cap(), points));
    }

    private static double number(Map<String, Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column))).doubleValue();
    }
}
