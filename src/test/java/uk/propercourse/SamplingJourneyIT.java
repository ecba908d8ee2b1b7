package uk.propercourse;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.kernel.London;
import uk.propercourse.review.SampleDays;

/** The random sample: committed to before the day, repeatable by anybody after it, judged by people. */
@TestPropertySource(properties = "propercourse.sampling.one-in=5")
class SamplingJourneyIT extends JourneyTest {

    private static final LocalDate DAY = London.day(END.minus(Duration.ofDays(3)));

    @Autowired
    SampleDays days;

    @BeforeEach
    void aDayIsCommittedToAndOver() {
        jdbc.update("delete from review.sample_access");
        jdbc.update("delete from review.sample_day");
        days.keep(DAY.minusDays(1).atTime(23, 0).atZone(London.ZONE).toInstant());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private List<String> entries() {
        return jdbc.queryForList(
                "select convert_from(content, 'UTF8') from ledger.entry where kind = 'SAMPLE' and convert_from(content, 'UTF8') like ? order by append_id, ordinal",
                String.class,
                "%" + DAY + "%");
    }

    @Test
    void anybodyRepeatsTheDrawFromTheSeedThatWasCommittedTo() throws Exception {
        assertThat(jdbc.queryForObject(
                        "select revealed_at is null from review.sample_day where day = ?", Boolean.class, DAY))
                .isTrue();
        assertThat(entries()).last().asString().contains("committed");
        days.keep(DAY.plusDays(1).atTime(1, 0).atZone(London.ZONE).toInstant());

        Map<String, Object> day =
                jdbc.queryForMap("select seed, commitment, accesses from review.sample_day where day = ?", DAY);
        byte[] seed = (byte[]) Objects.requireNonNull(day.get("seed"));
        assertThat(sha256(seed))
                .isEqualTo(HexFormat.of().formatHex((byte[]) Objects.requireNonNull(day.get("commitment"))));
        assertThat(entries()).anySatisfy(entry -> assertThat(entry).contains("committed", sha256(seed)));
        assertThat(entries())
                .last()
                .asString()
                .contains("revealed", HexFormat.of().formatHex(seed));

        Instant from = DAY.atStartOfDay(London.ZONE).toInstant();
        List<UUID> all = jdbc.queryForList(
                "select event_key from access.access_event where occurred_at >= ? and occurred_at < ? order by event_key",
                UUID.class,
                java.sql.Timestamp.from(from),
                java.sql.Timestamp.from(from.plus(Duration.ofDays(1))));
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(Objects.requireNonNull(day.get("accesses"))).hasToString(String.valueOf(all.size()));
        List<UUID> expected = all.stream().filter(key -> isDrawn(seed, key)).toList();
        assertThat(expected).isNotEmpty();
        assertThat(jdbc.queryForList("select event_key from review.sample_access order by event_key", UUID.class))
                .isEqualTo(expected);
    }

    @Test
    void everybodyHasTheirTurnWithinTheSpan() throws Exception {
        days.keep(DAY.plusDays(1).atTime(1, 0).atZone(London.ZONE).toInstant());
        assertThat(covered()).as("a day that is not final").isEmpty();
        firstDayOfAll(DAY.minusDays(200));
        days.keep(DAY.plusDays(9).atTime(1, 0).atZone(London.ZONE).toInstant());
        byte[] seed = Objects.requireNonNull(
                jdbc.queryForObject("select seed from review.sample_day where day = ?", byte[].class, DAY));
        assertThat(covered()).isEqualTo(expected(seed, 365 - 200));

        jdbc.update("delete from review.sample_access where drawn_for = 'COVERAGE'");
        jdbc.update("update review.sample_day set drawn_at = revealed_at where day = ?", DAY);
        firstDayOfAll(DAY.minusDays(400));
        days.keep(DAY.plusDays(9).atTime(2, 0).atZone(London.ZONE).toInstant());
        Map<String, UUID> overdue = expected(seed, 1);
        assertThat(overdue).hasSizeGreaterThan(5);
        assertThat(covered())
                .as("whoever is overdue, and nobody whom the lot has drawn")
                .isEqualTo(overdue);

        jdbc.update("update review.sample_access set judgement = 'NOT_SHOWN' where drawn_for = 'COVERAGE'");
        LocalDate lately = moveToLately();
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/sampling");
        assertThat(page.locator("main")).containsText("Nothing was judged in the last three months");
        assertThat(page.locator("tbody tr").first().locator("td").nth(2))
                .hasText(String.valueOf(covered(page, lately)));
    }

    /** How many the user sees: all but their own and their associates'. */
    private static int covered(Page page, LocalDate day) {
        Page list = page.context().newPage();
        list.navigate("/sampling/" + day);
        return list.getByText("For coverage", new Page.GetByTextOptions().setExact(true))
                .count();
    }

    private void firstDayOfAll(LocalDate day) {
        jdbc.update("delete from review.sample_day where day < ?", DAY);
        jdbc.update("""
                insert into review.sample_day (force_id, day, one_in, cover_days, seed, commitment, committed_at, revealed_at,
                  drawn_at)
                values (1, ?, 5, 365, '', '', now(), now(), ?::date + 9)
                """, day, day);
    }

    private Map<String, UUID> covered() {
        Map<String, UUID> drawn = new TreeMap<>();
        jdbc.query("""
                select v.staff_id, a.event_key from review.sample_access a
                join explanation.verdict v on v.event_key = a.event_key where a.drawn_for = 'COVERAGE'
                """, row -> {
            drawn.put(row.getString(1), row.getObject(2, UUID.class));
        });
        return drawn;
    }

    /** As the page says that anybody can check it. */
    private Map<String, UUID> expected(byte[] seed, int daysLeft) throws Exception {
        Map<String, UUID> first = new TreeMap<>();
        List<Map<String, Object>> seen = jdbc.queryForList("""
                select v.staff_id, v.event_key, exists (
                  select from review.sample_access a join explanation.verdict d on d.event_key = a.event_key
                  where d.staff_id = v.staff_id and a.drawn_for = 'LOT' and a.day <= ?) as drawn
                from explanation.verdict v
                where v.staff_id is not null and (v.occurred_at at time zone 'Europe/London')::date = ?
                """, DAY, DAY);
        for (Map<String, Object> access : seen) {
            String staff = String.valueOf(access.get("staff_id"));
            UUID key = (UUID) Objects.requireNonNull(access.get("event_key"));
            String lot =
                    sha256(join(seed, staff.getBytes(StandardCharsets.UTF_8))).substring(0, 15);
            if (!(boolean) Objects.requireNonNull(access.get("drawn")) && Long.parseLong(lot, 16) % daysLeft == 0) {
                first.merge(staff, key, (a, b) -> hash(seed, a).compareTo(hash(seed, b)) < 0 ? a : b);
            }
        }
        return first;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static String hash(byte[] seed, UUID key) {
        byte[] both = ByteBuffer.allocate(48)
                .put(seed)
                .putLong(key.getMostSignificantBits())
                .putLong(key.getLeastSignificantBits())
                .array();
        try {
            return sha256(both);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isDrawn(byte[] seed, UUID key) {
        return Long.parseLong(hash(seed, key).substring(0, 15), 16) % 5 == 0;
    }

    @Test
    void investigatorJudgesWhatWasDrawnAndTheInspectorSeesTheEstimateOnly() {
        days.keep(DAY.plusDays(1).atTime(1, 0).atZone(London.ZONE).toInstant());
        LocalDate lately = moveToLately();
        long before = judgements();
        Page page = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
        page.navigate("/sampling");
        browser.reached(page, "Random sample");
        assertThat(page.locator("main")).containsText("Nothing was judged in the last three months");
        page.locator("tbody a").first().click();
        browser.reached(page, "Drawn on " + London.date(lately));
        page.getByLabel("Reason").first().fill("On the custody record of that night");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("No purpose shown"))
                .first()
                .click();
        assertThat(page.locator("main"))
                .containsText("Judged by PSD_INVESTIGATOR: On the custody record of that night");
        assertThat(count("select count(*) from review.sample_access where judgement = 'NOT_SHOWN'"))
                .isEqualTo(1);
        assertThat(judgements()).isEqualTo(before + 1);

        Page inspector = browser.signIn("INSPECTOR", PASSWORD);
        inspector.navigate("/sampling");
        assertThat(inspector.locator("main"))
                .containsText("Of 1 judged in the last three months, 1 had no purpose shown.");
        assertThat(inspector.locator("main")).containsText("20.65 to 100.00 %");
        assertThat(inspector.locator("tbody a")).hasCount(0);
        LocalDate shown = jdbc.queryForObject("select max(day) from review.sample_day", LocalDate.class);
        assertThat(inspector.request().get("/sampling/" + shown).status()).isEqualTo(403);
        assertThat(inspector.request().get("/statistics").text()).contains("href=\"/sampling\"");
        assertThat(page.request().get("/sampling/%2B999999999-12-31").status()).isEqualTo(404);
        Page officer = browser.signIn("OFFICER", PASSWORD);
        assertThat(officer.request().get("/sampling").status()).isEqualTo(403);
    }

    private long judgements() {
        return count(
                "select count(*) from ledger.entry where kind = 'SAMPLE' and convert_from(content, 'UTF8') like '%judged%'");
    }

    /** Pages show three months, and the demonstration force stands still. */
    private LocalDate moveToLately() {
        LocalDate lately = London.day(Instant.now(java.time.Clock.systemUTC())).minusDays(2);
        jdbc.update("delete from review.sample_day where day <> ?", DAY);
        jdbc.update("update review.sample_day set day = ?", lately);
        jdbc.update("update review.sample_access set day = ?", lately);
        return lately;
    }

    private static String drawn(Page page) {
        page.navigate("/sampling");
        return page.locator("tbody tr").first().locator("td").nth(1).innerText();
    }

    @Test
    void readerOfACovertMatterDoesNotJudgeAndNobodyIsToldOfTheirOwn() {
        days.keep(DAY.plusDays(1).atTime(1, 0).atZone(London.ZONE).toInstant());
        LocalDate lately = moveToLately();
        jdbc.update("delete from review.sample_access");
        jdbc.update("""
                insert into review.sample_access (force_id, event_key, occurred_at, day)
                (select force_id, event_key, occurred_at, ?::date from explanation.verdict where staff_id = 'D025' limit 1)
                union all
                (select force_id, event_key, occurred_at, ?::date from explanation.verdict where staff_id = 'D003' limit 1)
                """, lately, lately);
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values ('11111111-1111-4111-8111-111111111111', 1, 'D003', 'Covert for this test', 'test', now(), 0)
                """);
        jdbc.update("""
                insert into review.compartment_reader (compartment_id, user_id, added_by, added_at, reason)
                select '11111111-1111-4111-8111-111111111111', id, 'test', now(), 'Reads it' from security.app_user
                where username = 'PSD_INVESTIGATOR'
                """);
        try {
            Page manager = browser.signIn("PSD_MANAGER", PASSWORD);
            assertThat(drawn(manager)).as("without their own").isEqualTo("1");
            assertThat(drawn(browser.signIn("INSPECTOR", PASSWORD))).isEqualTo("2");
            Page reader = browser.signIn("PSD_INVESTIGATOR", PASSWORD);
            String path = "/sampling/" + lately + "/"
                    + jdbc.queryForObject(
                            "select event_key from explanation.verdict where staff_id = 'D003' and event_key in (select event_key from review.sample_access)",
                            UUID.class);
            reader.navigate("/sampling/" + lately);
            assertThat(judge(reader, path)).isEqualTo(409);
            assertThat(count("select count(*) from review.sample_access where judgement is not null"))
                    .isZero();
            manager.navigate("/sampling/" + lately);
            assertThat(manager.locator("section.pc-version")).hasCount(1);
            assertThat(judge(manager, path)).isEqualTo(200);
            assertThat(count("select count(*) from review.sample_access where judgement = 'IN_ORDER'"))
                    .isEqualTo(1);
        } finally {
            TestPostgres.asOwner("delete from review.compartment_reader");
            TestPostgres.asOwner("delete from review.compartment");
        }
    }

    private static int judge(Page page, String path) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        return page.request()
                .post(
                        path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .setData("judgement=IN_ORDER&reason=A+reason+for+this+test&_csrf=" + token))
                .status();
    }
}
