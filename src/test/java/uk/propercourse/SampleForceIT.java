package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.explanation.Recall;
import uk.propercourse.intake.Receipt;
import uk.propercourse.kernel.London;
import uk.propercourse.reporting.Scorecard;
import uk.propercourse.reporting.ScorecardFigures;
import uk.propercourse.review.ExportService;
import uk.propercourse.rules.BackTests;
import uk.propercourse.rules.ExceptionImpact;
import uk.propercourse.rules.PackTrial;
import uk.propercourse.rules.PackTrials;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;

/** The main job on the sample force: load, settle, score. One story in the order of its methods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleForceIT extends IntegrationTest {

    private static final Duration STEP = Duration.ofHours(31);
    private static final Instant SETTLED = Instant.parse("2026-03-31T00:00:00Z");

    @Autowired
    Scorecard scorecard;

    @Autowired
    ExportService export;

    @Autowired
    JsonMapper json;

    @Autowired
    RuleBook rules;

    @Autowired
    PackTrials trials;

    @Autowired
    BackTests backTests;

    @Autowired
    Recall recall;

    @Autowired
    JdbcClient client;

    @Autowired
    TransactionTemplate transaction;

    @Test
    @Order(1)
    void acceptsEveryRowOnce() {
        Map<String, Receipt> receipts = loadSampleForce();
        assertThat(java.util.Objects.requireNonNull(receipts.get("access")).accepted())
                .isEqualTo(28_069);
        assertThat(receipts.values()).allSatisfy(receipt -> {
            assertThat(receipt.quarantined()).isZero();
            assertThat(receipt.duplicates()).isZero();
        });
    }

    @Test
    @Order(2)
    void changesNothingWhenLoadedAgain() {
        long personal = count("select count(*) from casework.personal_record");
        assertThat(personal).isPositive();
        // As though the application had been killed between the last rows of a batch and its upkeep.
        TestPostgres.asOwner("delete from casework.personal_record where record_type = 'PERSON'");
        TestPostgres.asOwner("update casework.personal_record set own = not own");
        Map<String, Receipt> receipts = loadSampleForce();
        assertThat(receipts.values())
                .allSatisfy(receipt -> assertThat(receipt.accepted()).isZero());
        assertThat(java.util.Objects.requireNonNull(receipts.get("access")).duplicates())
                .isEqualTo(28_069);
        assertThat(count("select count(*) from access.access_event")).isEqualTo(28_069);
        assertThat(count("select count(*) from intake.superseded")).isZero();
        assertThat(count("select count(*) from casework.personal_record")).isEqualTo(personal);
        assertThat(count("""
                        select count(*) from casework.personal_record p join casework.personal_record_now n
                          using (force_id, staff_id, record_id, record_type, own)
                        """)).as("as they are now").isEqualTo(personal);
    }

    @Test
    @Order(3)
    void explainsHonestWorkAndHardlyAnyMisuse() {
        evaluation.evaluate(SETTLED, (done, left) -> {});
        ScorecardFigures figures =
                scorecard.compute(new String(unpacked("/sample-force/truth.csv.gz"), StandardCharsets.UTF_8), null);
        assertThat(figures.explained().whole()).isEqualTo(28_069 - 417);
        assertThat(figures.explained().value()).isGreaterThanOrEqualTo(0.97);
        assertThat(figures.falseExoneration().values())
                .allSatisfy(share -> assertThat(share.value()).isLessThanOrEqualTo(0.05));
        assertThat(figures.atBudget().k()).isEqualTo(2);
        assertThat(figures.atBudget().recall().whole()).isEqualTo(30);
    }

    @Test
    @Order(4)
    void makesNoDifferenceWhenEvaluatedAgain() {
        String before = flags();
        assertThat(evaluation.evaluate(SETTLED, (done, left) -> {})).isZero();
        assertThat(flags()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void addsTheContributionsOfAFlagUpToItsScore() throws Exception {
        String[] lines = flags().split("\n");
        assertThat(lines.length).isGreaterThan(10);
        double last = 101;
        for (String line : lines) {
            JsonNode flag = json.readTree(line);
            int sum = 0;
            for (JsonNode rule : flag.get("rules")) {
                sum += rule.get("contribution").asInt();
            }
            assertThat(flag.get("score").asInt()).isEqualTo(Math.min(100, sum));
            assertThat(flag.get("dossier_score").asDouble()).isGreaterThanOrEqualTo(Math.min(99, sum));
            assertThat(flag.get("score").asDouble()).isLessThanOrEqualTo(last);
            assertThat(flag.get("event_ids").size()).isPositive();
            last = flag.get("score").asDouble();
        }
    }

    @Test
    @Order(6)
    void raisesFlagsWhenTheyFellDueAndNotWhenItRan() throws Exception {
        for (String line : flags().split("\n")) {
            JsonNode flag = json.readTree(line);
            Instant raised = Instant.parse(flag.get("raised_at").asString());
            assertThat(raised).isBetween(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-27T00:00:00Z"));
            assertThat(raised)
                    .isAfterOrEqualTo(Instant.parse(flag.get("first_event_at").asString()));
        }
    }

    /** What is left out before facts are assembled must be nothing that a rule fires on. */
    @Test
    @Order(7)
    void screensKeepEveryMatch() {
        List<String> expressions =
                new ArrayList<>(rules.listLive().stream().map(Rule::expression).toList());
        expressions.addAll(List.of(
                "relation.declared",
                "relation.shared_home || relation.self",
                "relation.shared_phone",
                "relation.recorded",
                "person.suspended_or_left",
                "volume.records_today > 3",
                "volume.records_today == 2 && relation.same_surname"));
        RuleCompiler compiler = new RuleCompiler();
        List<Long> screened = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            Instant from = SETTLED.minus(Duration.ofDays(40));
            assertThat(recall.period(from, SETTLED, false, "true")).isGreaterThan(27_000);
            for (String expression : expressions) {
                RuleCompiler.Condition condition = compiler.compile(expression);
                if (condition.isScreened()) {
                    long found = matches(condition, condition.screen());
                    assertThat(found).as(expression).isEqualTo(matches(condition, "true"));
                    screened.add(found);
                }
            }
            for (String expression : expressions) {
                RuleCompiler.Condition condition = compiler.compile(expression);
                if (condition.isScreened() && !condition.unexplainedOnly()) {
                    long found = matches(condition, "true");
                    String days = "date '2026-01-01'";
                    recall.period(
                            from, SETTLED, false, Vocabulary.screen(condition.screen(), days, "date '2027-01-01'"));
                    assertThat(matches(condition, "true"))
                            .as("recalled for " + expression)
                            .isEqualTo(found);
                    recall.period(from, SETTLED, false, "true");
                }
            }
        });
        assertThat(screened).hasSizeGreaterThan(30);
        assertThat(screened.stream().filter(found -> found > 0)).hasSizeGreaterThan(20);
    }

    /** A trial on the past must say what the rules would have said as time went by. */
    @Test
    @Order(7)
    void triesAllRulesAtOnceLikeLiveOnes() {
        Map<String, Long> found = new TreeMap<>();
        jdbc.query("""
                select rule_code, count(*) from rules.finding where withdrawn_at is null or held_by is not null group by 1
                """, row -> {
            found.put(row.getString(1), row.getLong(2));
        });
        assertThat(found).hasSizeGreaterThan(15);
        LocalDate last = London.day(SETTLED);
        PackTrial trial = trials.run(last.minusDays(89), last);
        Map<String, Long> tried = new TreeMap<>();
        trial.rules().stream()
                .filter(share -> share.matches() > 0)
                .forEach(share -> tried.put(share.rule().code(), share.matches()));
        assertThat(tried).isEqualTo(found);
        assertThat(trial.accesses()).isGreaterThan(27_000);
        assertThat(trial.load()).isPositive();
        assertThat(trial.flags())
                .as("with the weights of the days")
                .isEqualTo(count("select count(*) from review.flag"));
    }

    @Test
    @Order(7)
    void leavesOutOfATrialWhatAnExceptionHoldsBack() {
        String code = "OFF_DUTY";
        LocalDate last = London.day(SETTLED);
        long all = matches(trials.run(last.minusDays(89), last), code);
        jdbc.update("""
                insert into rules.rule_exception (exception_id, rule_code, name, expression, owner, reason, first_day, last_day,
                  status, impact, proposed_by, proposed_at)
                values (gen_random_uuid(), ?, 'Some people', 'record.type == "PERSON"', 'admin', 'test', ?, ?, 'IN_FORCE',
                  '{"from": "2026-03-01", "to": "2026-03-02", "matches": 0, "heldMatches": 0, "stories": 0, "heldStories": 0,
                    "units": [], "sample": []}', 'admin', now())
                """, code, java.sql.Date.valueOf(last.minusDays(89)), java.sql.Date.valueOf(last));
        try {
            long left = matches(trials.run(last.minusDays(89), last), code);
            assertThat(left).isEqualTo(all - count("""
                    select count(*) from rules.finding f join explanation.verdict v using (force_id, event_key, occurred_at)
                    where rule_code = 'OFF_DUTY' and v.record_type = 'PERSON'
                    """));
            assertThat(left).isLessThan(all);
        } finally {
            jdbc.update("delete from rules.rule_exception where name = 'Some people'");
        }
    }

    private static long matches(PackTrial trial, String code) {
        return trial.rules().stream()
                .filter(share -> share.rule().code().equals(code))
                .mapToLong(PackTrial.Share::matches)
                .sum();
    }

    /** A rule that leaves hardly any access out is tried on a share of the staff, and the numbers stand for all of them. */
    @Test
    @Order(7)
    void estimatesWhatARuleWithoutAScreenWouldDo() {
        jdbc.update("""
                insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source,
                  status, created_at)
                values ('ANY_VEHICLE', 1, 'Any vehicle', 'looked', 'record.type == "VEHICLE"', 'SENSITIVITY', 60, 1, 'SETTLED',
                  'SUBJECT', '', 'LIVE', now())
                """);
        try {
            LocalDate last = London.day(SETTLED);
            PackTrial.Share share = trials.run(last.minusDays(89), last).rules().stream()
                    .filter(tried -> tried.rule().code().equals("ANY_VEHICLE"))
                    .findFirst()
                    .orElseThrow();
            long accesses = count("select count(*) from explanation.verdict where settled and staff_id is not null");
            int oneIn = java.util.Objects.requireNonNull(share.sampled());
            assertThat(oneIn).isEqualTo((int) ((accesses + 9_999) / 10_000));
            double vehicles = count(
                    "select count(*) from explanation.verdict where settled and staff_id is not null and record_type = 'VEHICLE'");
            assertThat(share.matches() / vehicles).isBetween(0.6, 1.4);
            assertThat(share.matches() % oneIn).isZero();

            ExceptionImpact impact = backTests.impact(
                    rules.getVersion("ANY_VEHICLE", 1).rule(), "record.type == 'VEHICLE'", last.minusDays(89), last);
            assertThat(impact.sampled()).isEqualTo(oneIn);
            assertThat(impact.matches() / vehicles).isBetween(0.6, 1.4);
            assertThat(impact.heldMatches()).isEqualTo(impact.matches());
        } finally {
            jdbc.update("delete from rules.rule where code = 'ANY_VEHICLE'");
        }
    }

    private long matches(RuleCompiler.Condition condition, String screen) {
        return client.sql("select count(*) from (" + Vocabulary.assemble(condition.facts(), screen) + ") f where "
                        + condition.sql())
                .param("force", 1)
                .query(Long.class)
                .single();
    }

    @Test
    @Order(8)
    void countsDaysLikeTheRawEvents() {
        assertThat(count("""
                                select count(*) from rules.staff_day d
                                where d.records <> (
                                  select count(distinct (v.record_type, v.record_id)) from explanation.verdict v
                                  where v.staff_id = d.staff_id and v.record_id is not null
                                    and (v.occurred_at at time zone 'Europe/London')::date = d.day)
                                """)).isZero();
    }

    /** Slices hold what happened later too: it must not count against somebody before it happened. */
    @Test
    @Order(8)
    void countsOnlyWhatWasOpenedByThen() {
        String findings = "select count(*) from rules.finding f where f.rule_code = 'BULK'";
        assertThat(count(findings)).isPositive();
        assertThat(count(findings + """
                                 and (f.facts ->> 'volume.records_today')::bigint <> (
                                  select count(distinct (v.record_type, v.record_id)) from explanation.verdict v
                                  where v.staff_id = f.staff_id and v.record_id is not null and v.occurred_at <= f.occurred_at
                                    and (v.occurred_at at time zone 'Europe/London')::date
                                      = (f.occurred_at at time zone 'Europe/London')::date)
                                """)).isZero();
    }

    @Test
    @Order(9)
    void cannotChangeOrDeleteAnEventUnderTheApplicationsRole() {
        for (String statement : new String[] {
            "update access.access_event set account_id = 'x'",
            "delete from access.access_event",
            "truncate access.access_event",
            "delete from access.access_event_2026_03",
            "update access.access_event_2026_03 set account_id = 'x'",
            "drop table access.access_event"
        }) {
            assertThatThrownBy(() -> jdbc.execute(statement))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .message()
                    .matches(
                            message -> message.contains("permission denied") || message.contains("must be owner"),
                            "refused");
        }
    }

    /** As it comes in day by day, each access judged for the time being first, and never with an eye on what came later. */
    @Test
    @Order(10)
    void judgesInManyRunsAsInOne() {
        String flags = flags();
        List<String> verdicts = verdicts();
        emptyDatabase();
        loadSampleForce();
        for (Instant asOf = Instant.parse("2026-03-02T17:00:00Z"); asOf.isBefore(SETTLED); asOf = asOf.plus(STEP)) {
            evaluation.evaluate(asOf, (done, left) -> {});
        }
        evaluation.evaluate(SETTLED, (done, left) -> {});
        assertThat(verdicts()).hasSize(28_069).isEqualTo(verdicts);
        assertThat(flags()).isEqualTo(flags);
    }

    private List<String> verdicts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.writeVerdicts(null, null, out);
        return out.toString(StandardCharsets.UTF_8).lines().sorted().toList();
    }

    private String flags() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.writeFlags(null, null, null, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
