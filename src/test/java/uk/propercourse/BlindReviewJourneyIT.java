package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.kernel.London;
import uk.propercourse.review.BlindReview;
import uk.propercourse.review.SampleDays;

/** Weeks that were flagged and weeks that were not, judged by people who are not told which. */
class BlindReviewJourneyIT extends JourneyTest {

    private static final LocalDate WEEK = LocalDate.of(2026, 11, 9);

    @Autowired
    SampleDays days;

    @Autowired
    BlindReview blind;

    private List<String> expectedUnflagged;
    private String covert;

    private static Instant at(LocalDate day) {
        return day.atTime(1, 0).atZone(London.ZONE).toInstant();
    }

    @BeforeAll
    void drawTheWeek() throws Exception {
        days.keep(at(WEEK.plusDays(5)));
        days.keep(at(WEEK.plusDays(7)));
        byte[] seed = Objects.requireNonNull(jdbc.queryForObject(
                "select seed from review.sample_day where day = ?", byte[].class, WEEK.plusDays(6)));
        List<String> unflagged = new ArrayList<>(jdbc.queryForList("""
                select distinct staff_id from explanation.verdict v
                where occurred_at >= ? and occurred_at < ? and staff_id is not null and not exists (
                  select from review.flag f where f.staff_id = v.staff_id and f.raised_at >= ? and f.raised_at < ?)
                """, String.class, from(), to(), from(), to()));
        assertThat(unflagged).hasSizeGreaterThan(5);
        unflagged.sort(Comparator.comparing(staff -> hash(seed, staff)));
        covert = unflagged.remove(0);
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values (gen_random_uuid(), 1, ?, 'Synthetic, for the test', 'PSD_MANAGER', now(), 0)
                """, covert);
        blind.keep(at(WEEK.plusDays(15)));
        int slots = Objects.requireNonNull(
                jdbc.queryForObject("select slots from review.blind_draw where week = ?", Integer.class, WEEK));
        expectedUnflagged = unflagged.subList(0, slots);
    }

    private static Timestamp from() {
        return Timestamp.from(WEEK.atStartOfDay(London.ZONE).toInstant());
    }

    private static Timestamp to() {
        return Timestamp.from(WEEK.plusDays(7).atStartOfDay(London.ZONE).toInstant());
    }

    private static String hash(byte[] seed, String staff) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(seed);
            return HexFormat.of().formatHex(digest.digest(staff.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static int sign(Page page, String path, String form) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        return post(page, path, form + "&_csrf=" + token);
    }

    @Test
    void drawsByTheSeedOfTheSundayAndNobodyUnderCovertEnquiry() {
        assertThat(jdbc.queryForList(
                        "select staff_id from review.blind_week where week = ? and not flagged", String.class, WEEK))
                .containsExactlyInAnyOrderElementsOf(expectedUnflagged)
                .doesNotContain(covert);
        assertThat(count("select count(*) from review.blind_week where flagged and week = '" + WEEK + "'"))
                .isPositive()
                .isLessThanOrEqualTo(expectedUnflagged.size());
        blind.keep(at(WEEK.plusDays(16)));
        assertThat(jdbc.queryForList(
                        "select convert_from(content, 'UTF8') from ledger.entry where kind = 'SAMPLE'", String.class))
                .filteredOn(entry -> entry.contains("blind weeks drawn") && entry.contains(WEEK.toString()))
                .hasSize(1);
    }

    @Test
    void reviewerJudgesAWeekWithoutANameOrAFlag() {
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/sampling");
        page.getByText("Weeks judged blind").click();
        browser.reached(page, "Blind review");
        assertThat(page.locator("main")).containsText("Not enough was judged yet");
        page.locator("tbody a").first().click();
        browser.reached(page, "Somebody’s week of 9 Nov 2026");
        String path = page.url().replaceFirst(".*/sampling", "/sampling");
        UUID slot = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        String staff = Objects.requireNonNull(
                jdbc.queryForObject("select staff_id from review.blind_week where slot_id = ?", String.class, slot));
        assertThat(page.locator("tbody tr"))
                .hasCount((int) count("select count(*) from explanation.verdict where staff_id = '" + staff
                        + "' and occurred_at >= '" + from() + "' and occurred_at < '" + to() + "'"));
        assertThat(page.locator("main").innerText()).doesNotContain(staff);
        assertThat(page.locator("main a[href*=flags], main a[href*=staff]")).hasCount(0);
        assertThat(sign(page, path, "judgement=WOULD_ASK&reason=short")).isEqualTo(422);
        page.getByLabel("Reason", exactly()).fill("The vehicle has nothing to do with the case");
        press(page, "I would ask");
        browser.reached(page, "Blind review");
        assertThat(page.locator("main")).containsText("I would ask (PSD_INVESTIGATOR)");
        page.navigate(path);
        assertThat(page.locator("main")).containsText("The vehicle has nothing to do with the case");

        Page supervisor = browser.signIn("SUPERVISOR", PASSWORD);
        assertThat(supervisor.request().get("/sampling/blind").status()).isEqualTo(403);
        Page inspector = browser.signIn("INSPECTOR", PASSWORD);
        inspector.navigate("/sampling/blind");
        browser.reached(inspector, "Blind review");
        assertThat(inspector.locator("table")).hasCount(0);
        assertThat(inspector.request().get(path).status()).isEqualTo(403);
        String own = "update security.app_user set staff_id = ? where username = 'PSD_MANAGER'";
        jdbc.update(own, staff);
        assertThat(browser.signIn("PSD_MANAGER", PASSWORD).request().get(path).status())
                .as("the manager's own week")
                .isEqualTo(404);
        jdbc.update(own, "D025");
        tellsWhatFlagsMissOnceEnoughWasJudged();
    }

    private void tellsWhatFlagsMissOnceEnoughWasJudged() {
        LocalDate other = WEEK.minusWeeks(2);
        jdbc.update("""
                insert into review.blind_draw (force_id, week, unflagged, flagged, slots, drawn_at)
                values (1, ?, 1000, 40, 10, now())
                """, other);
        String kinds = List.of(true, false).stream().map(String::valueOf).collect(Collectors.joining("), ("));
        jdbc.update("""
                insert into review.blind_week (slot_id, force_id, week, staff_id, flagged, judgement, reason, judged_by, judged_at)
                select gen_random_uuid(), 1, '%s', 'ESTIMATE' || n || k.flagged, k.flagged,
                  case when k.flagged and n <= 6 or n = 1 then 'WOULD_ASK' else 'IN_ORDER' end, 'Synthetic', 'A', now()
                from generate_series(1, 10) n cross join (values (%s)) k (flagged)
                """.formatted(other, kinds));
        Page page = browser.signIn("DATA_PROTECTION", PASSWORD);
        page.navigate("/sampling/blind");
        browser.reached(page, "Blind review");
        assertThat(page.locator(".govuk-inset-text")).containsText("unflagged weeks judged in the last half year");
        assertThat(page.locator(".govuk-inset-text")).containsText("% of the weeks that a reviewer would ask about");
    }
}
