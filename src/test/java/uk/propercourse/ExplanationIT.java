package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.EvidenceFinder;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.explanation.StrengthLevel;
import uk.propercourse.explanation.StrengthPolicies;

/** Each template with its direction in time: what explains, and what must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationIT extends IntegrationTest {

    private static final Instant T = Instant.parse("2026-03-10T12:00:00Z");

    @Autowired
    Clock clock;

    @Autowired
    EvidenceFinder evidence;

    @Autowired
    StrengthPolicies strengths;

    @Autowired
    TransactionTemplate transaction;

    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeAll
    void people() {
        context("units", "unit_id,name,kind", "U1,One,RESPONSE", "U2,Two,RESPONSE", "C1,Cells,CUSTODY");
        context(
                "staff",
                "staff_id,kind,first_name,last_name",
                "A,OFFICER,Ann,Archer",
                "B,OFFICER,Ben,Bell",
                "C,OFFICER,Cat,Cole",
                "D,STAFF,Dan,Dean");
        context(
                "postings",
                "staff_id,from,unit_id,role,supervisor_id,to",
                "A,2025-01-01T00:00:00Z,U1,RESPONSE,B,",
                "B,2025-01-01T00:00:00Z,U1,RESPONSE,,",
                "C,2025-01-01T00:00:00Z,U2,RESPONSE,,2026-03-01T00:00:00Z",
                "C,2026-03-01T00:00:00Z,U1,RESPONSE,,",
                "D,2025-01-01T00:00:00Z,C1,CUSTODY,,");
        context(
                "accounts",
                "system_code,account_id,from,staff_id",
                "RMS,a,2025-01-01T00:00:00Z,A",
                "RMS,b,2025-01-01T00:00:00Z,B",
                "RMS,c,2025-01-01T00:00:00Z,C",
                "RMS,d,2025-01-01T00:00:00Z,D");
        context(
                "duty",
                "staff_id,start,end",
                "A,2026-03-10T08:00:00Z,2026-03-10T18:00:00Z",
                "C,2026-03-10T08:00:00Z,2026-03-10T18:00:00Z",
                "D,2026-03-10T08:00:00Z,2026-03-10T18:00:00Z");
    }

    private String aCase(String kind, String unit) {
        String ref = "CASE-" + numbers.incrementAndGet();
        context(
                "cases",
                "case_ref,kind,opened_at,unit_id",
                ref + "," + kind + "," + T.minus(Duration.ofDays(30)) + "," + unit);
        return ref;
    }

    private void assign(
            String ref, String role, String staff, String unit, Instant from, @Nullable Instant to, String by) {
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,unit_id,to,recorded_at,recorded_by",
                ref + "," + from + "," + role + "," + staff + "," + unit + "," + (to == null ? "" : to) + "," + from
                        + "," + by);
    }

    private void link(String ref, String record, Instant at, String by) {
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at,recorded_by,role",
                ref + "," + type(record) + "," + record + "," + at + "," + by + ",SUSPECT");
    }

    private static String type(String record) {
        return record.startsWith("V-") ? "VEHICLE" : "PERSON";
    }

    private String record() {
        return "P-" + numbers.incrementAndGet();
    }

    private @Nullable String explanation(String account, String record, Instant at, String onBehalfOf) {
        String id = "E-" + numbers.incrementAndGet();
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id,on_behalf_of",
                "RMS," + id + "," + account + "," + at + ",VIEW," + type(record) + "," + record + "," + onBehalfOf);
        evaluation.evaluate(at.plus(Duration.ofDays(4)), (done, left) -> {});
        return jdbc.queryForObject("""
                select v.template || case when v.explained then '' else ' (weak)' end from explanation.verdict v
                join access.access_event e on e.event_key = v.event_key where e.event_id = ? and v.settled
                """, String.class, id);
    }

    private @Nullable String explanation(String account, String record, Instant at) {
        return explanation(account, record, at, "");
    }

    @Test
    void explainsOnesOwnCase() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        link(ref, record, T.minusSeconds(1800), "B");
        assertThat(explanation("a", record, T)).isEqualTo("OWN_CASE");
        assertThat(explanation("b", record, T.plusSeconds(60))).isIn("ALLOCATED", "SUPERVISED");
    }

    @Test
    void explainsNothingWithoutATie() {
        assertThat(explanation("a", record(), T)).isNull();
    }

    @Test
    void letsALinkThatComesLateExplainButNotAfterItSettled() {
        String ref = aCase("CRIME", "");
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        String late = record();
        link(ref, late, T.plus(Duration.ofHours(71)), "B");
        assertThat(explanation("a", late, T)).isEqualTo("OWN_CASE");
        String later = record();
        link(ref, later, T.plus(Duration.ofHours(73)), "B");
        assertThat(explanation("a", later, T)).isNull();
    }

    @Test
    void showsALaterAssignmentWithoutLettingItExplain() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.plus(Duration.ofHours(20)), null, "B");
        link(ref, record, T.minusSeconds(1800), "B");
        assertThat(explanation("a", record, T)).isEqualTo("ASSIGNED_LATER (weak)");
    }

    @Test
    void doesNotLetTheAccessorTieTheRecordToAnOldCaseAfterLooking() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minus(Duration.ofHours(20)), null, "B");
        link(ref, record, T.plusSeconds(900), "A");
        assertThat(explanation("a", record, T)).isEqualTo("SELF_RECORDED (weak)");
    }

    @Test
    void countsALookThatStayedUnexplainedAsTheFirstForAMonth() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minus(Duration.ofHours(20)), null, "B");
        assertThat(explanation("a", record, T)).isNull();
        link(ref, record, T.plus(Duration.ofDays(5)), "A");
        assertThat(explanation("a", record, T.plus(Duration.ofDays(6))))
                .as("the accessor's own link, after a look that nothing explains")
                .isEqualTo("SELF_RECORDED (weak)");
        assertThat(explanation("a", record, T.plus(Duration.ofDays(40)))).isEqualTo("OWN_CASE");
    }

    @Test
    void countsALookThatHasYetToSettleAsTheFirst() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minus(Duration.ofHours(20)), null, "B");
        look("a", record, T);
        evaluation.evaluate(T.plusSeconds(60), (done, left) -> {});
        link(ref, record, T.plusSeconds(900), "A");
        look("a", record, T.plusSeconds(3600));
        evaluation.evaluate(T.plusSeconds(7200), (done, left) -> {});
        assertThat(jdbc.queryForObject(
                        "select template from explanation.verdict where record_id = ? and occurred_at = ? and not settled",
                        String.class,
                        record,
                        Timestamp.from(T.plusSeconds(3600))))
                .as("for the time being")
                .isEqualTo("SELF_RECORDED");
    }

    @Test
    void countsALookThatHasYetToSettleAsTheFirstWhereBothAreJudgedAtOnce() {
        String record = record();
        String brief = aCase("CRIME", "");
        assign(brief, "OIC", "A", "", T.minus(Duration.ofHours(20)), T.plusSeconds(600), "B");
        link(brief, record, T.minusSeconds(1800), "B");
        String ref = aCase("CRIME", "");
        assign(ref, "OIC", "A", "", T.minus(Duration.ofHours(20)), null, "B");
        link(ref, record, T.plusSeconds(900), "A");
        Instant second = T.plus(Duration.ofHours(5));
        look("a", record, T);
        look("a", record, second);
        evaluation.evaluate(second.plusSeconds(60), (done, left) -> {});
        assertThat(isExplained(record, T)).as("the first, for the time being").isTrue();
        assertThat(isExplained(record, second))
                .as("the second, for the time being")
                .isFalse();
        evaluation.evaluate(second.plus(Duration.ofDays(4)), (done, left) -> {});
        assertThat(isExplained(record, second)).as("when the first has settled").isTrue();
    }

    private boolean isExplained(String record, Instant at) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select explained from explanation.verdict where record_id = ? and occurred_at = ?",
                Boolean.class,
                record,
                Timestamp.from(at)));
    }

    /** As an evaluation leaves it that was killed before it judged for the time being. */
    private void leaveWaiting(String record) {
        jdbc.update("""
                insert into explanation.provisional (force_id, event_key, occurred_at, part, system_code, account_id, action,
                  record_type, record_id, staff_id)
                select e.force_id, e.event_key, e.occurred_at, 0, e.system_code, e.account_id, e.action, e.record_type,
                  e.record_id, v.staff_id
                from access.access_event e join explanation.verdict v using (force_id, event_key, occurred_at)
                where e.record_id = ?
                """, record);
    }

    @Test
    void judgesForTheTimeBeingWhatAKilledEvaluationLeftWaiting() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        link(ref, record, T.minusSeconds(1800), "B");
        look("a", record, T);
        evaluation.evaluate(T.plusSeconds(60), (done, left) -> {});
        assertThat(isExplained(record, T)).isTrue();
        jdbc.update(
                "update explanation.verdict set explained = false, strength = 0, template = null where record_id = ?",
                record);
        leaveWaiting(record);
        evaluation.evaluate(T.plusSeconds(120), (done, left) -> {});
        assertThat(isExplained(record, T)).isTrue();
        assertThat(count("select count(*) from explanation.provisional")).isZero();
    }

    @Test
    void leavesWhatHasSettledMeanwhileAsItIs() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        assertThat(explanation("a", record, T)).isNull();
        link(ref, record, T.plus(Duration.ofDays(5)), "B");
        leaveWaiting(record);
        evaluation.evaluate(T.plus(Duration.ofDays(6)), (done, left) -> {});
        assertThat(isExplained(record, T)).isFalse();
        assertThat(count("select count(*) from explanation.provisional")).isZero();
    }

    @Test
    void takesALinkWrittenUpAfterTheOpeningMoveOfTheWork() {
        String ref = aCase("TASK", "");
        String record = record();
        assign(ref, "ATTENDING", "A", "", T.minusSeconds(60), T.plusSeconds(3600), "B");
        link(ref, record, T.plusSeconds(900), "A");
        assertThat(explanation("a", record, T)).isEqualTo("OWN_CASE");
    }

    @Test
    void doesNotLetTheAccessorAssignHimselfAfterLooking() {
        String ref = aCase("CRIME", "");
        String record = record();
        link(ref, record, T.minusSeconds(1800), "B");
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,unit_id,to,recorded_at,recorded_by",
                ref + "," + T.minusSeconds(600) + ",OIC,A,,," + T.plus(Duration.ofHours(5)) + ",A");
        assertThat(explanation("a", record, T)).isEqualTo("SELF_RECORDED (weak)");
    }

    @Test
    void explainsByTheUnitThatThePersonWasInAtThatTime() {
        String ref = aCase("CRIME", "");
        String record = record();
        assign(ref, "INVESTIGATOR", "", "U2", T.minus(Duration.ofDays(20)), null, "B");
        link(ref, record, T.minus(Duration.ofDays(20)), "B");
        assertThat(explanation("c", record, Instant.parse("2026-02-25T12:00:00Z")))
                .isEqualTo("UNIT_CASE");
        assertThat(explanation("c", record, T)).isNull();
    }

    @Test
    void explainsARecordThatABriefingToTheOwnUnitNames() {
        String ref = aCase("BRIEFING", "");
        String record = record();
        assign(ref, "AUDIENCE", "", "U1", T.minusSeconds(7200), T.plusSeconds(7200), "B");
        link(ref, record, T.minusSeconds(7200), "B");
        assertThat(explanation("a", record, T)).isEqualTo("BRIEFED");
        assertThat(explanation("a", record, T.plus(Duration.ofHours(30)))).isNull();
    }

    @Test
    void explainsThroughARelatedRecordAndALittleLess() {
        String ref = aCase("CRIME", "");
        String record = record();
        String relative = record();
        context(
                "record_relations",
                "from_type,from_id,to_type,to_id,relation",
                "PERSON," + record + ",PERSON," + relative + ",FAMILY");
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        link(ref, relative, T.minusSeconds(1800), "B");
        assertThat(explanation("a", record, T)).isEqualTo("OWN_CASE_RELATED");
    }

    @Test
    void explainsATeamMateOnDutyOnly() {
        String ref = aCase("INCIDENT", "");
        String record = record();
        assign(ref, "ATTENDING", "A", "", T.minusSeconds(600), T.plusSeconds(3600), "Z");
        link(ref, record, T.minusSeconds(600), "");
        assertThat(explanation("c", record, T)).isEqualTo("TEAM_ATTENDING");
        assertThat(explanation("c", record, T.plus(Duration.ofHours(12)))).isNull();
    }

    @Test
    void explainsALookOnBehalfOfWhoeverIsAssigned() {
        String ref = aCase("INCIDENT", "");
        String record = record();
        assign(ref, "ATTENDING", "A", "", T.minusSeconds(600), T.plusSeconds(3600), "Z");
        link(ref, record, T.minusSeconds(600), "");
        assertThat(explanation("d", record, T, "a")).isEqualTo("ON_BEHALF");
        assertThat(explanation("d", record, T.plusSeconds(5))).isNull();
    }

    @Test
    void explainsCustodyStaffOnDutyInTheSuite() {
        String ref = aCase("CUSTODY", "C1");
        String record = record();
        link(ref, record, T.minusSeconds(600), "");
        assertThat(explanation("d", record, T)).isEqualTo("CUSTODY_SUITE");
        assertThat(explanation("d", record, T.plus(Duration.ofHours(20)))).isEqualTo("UNIT_NEAR (weak)");
    }

    @Test
    void judgesAnAccessAgainWhenItsContextComesIn() {
        Instant recent = clock.instant().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        String record = record();
        String id = "E-" + numbers.incrementAndGet();
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS," + id + ",a," + recent + ",VIEW,PERSON," + record);
        evaluation.evaluate(clock.instant(), (done, left) -> {});
        assertThat(verdict(id)).isEqualTo("null false false");
        String ref = "CASE-" + numbers.incrementAndGet();
        context("cases", "case_ref,kind,opened_at", ref + ",CRIME," + recent.minusSeconds(7200));
        link(ref, record, recent.minusSeconds(3600), "B");
        assign(ref, "OIC", "A", "", recent.minusSeconds(3600), null, "B");
        evaluation.evaluate(clock.instant(), (done, left) -> {});
        assertThat(verdict(id)).isEqualTo("OWN_CASE true false");
        evaluation.evaluate(recent.plus(Duration.ofDays(3)), (done, left) -> {});
        assertThat(verdict(id)).isEqualTo("OWN_CASE true true");
    }

    private @Nullable String verdict(String eventId) {
        return jdbc.queryForObject("""
                select coalesce(v.template, 'null') || ' ' || v.explained || ' ' || v.settled from explanation.verdict v
                join access.access_event e on e.event_key = v.event_key where e.event_id = ?
                """, String.class, eventId);
    }

    @Test
    void findsAgainWhoItWasWhereTheAccountGotAnotherHolderBeforeItSettled() {
        context("accounts", "system_code,account_id,from,staff_id", "RMS,shared,2025-01-01T00:00:00Z,A");
        String id = "E-" + numbers.incrementAndGet();
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS," + id + ",shared," + T + ",VIEW,PERSON," + record());
        evaluation.evaluate(T.plusSeconds(3600), (done, left) -> {});
        assertThat(whoseVerdict(id)).isEqualTo("A, settled false");

        context("accounts", "system_code,account_id,from,staff_id", "RMS,shared,2026-03-09T00:00:00Z,B");
        evaluation.evaluate(T.plus(Duration.ofDays(4)), (done, left) -> {});
        assertThat(whoseVerdict(id)).isEqualTo("B, settled true");
    }

    private @Nullable String whoseVerdict(String eventId) {
        return jdbc.queryForObject("""
                select v.staff_id || ', settled ' || v.settled from explanation.verdict v
                join access.access_event e on e.event_key = v.event_key where e.event_id = ?
                """, String.class, eventId);
    }

    @Test
    void neverLetsNearnessAloneExplain() {
        String ref = aCase("CRIME", "U1");
        String record = record();
        link(ref, record, T.minusSeconds(600), "");
        assertThat(explanation("a", record, T)).isEqualTo("UNIT_NEAR (weak)");
    }

    @Test
    void showsThatTheWrongOneOfTwoWasOpenedFirst() {
        String meant = person("Novak");
        String wrong = person("NOVAK");
        String twice = person("Novak");
        String another = person("Okafor");
        String ref = openedForWork(meant, T.plusSeconds(40), T.minusSeconds(1800), "B");
        look("a", twice, T.minusSeconds(7200));
        assertThat(explanation("a", wrong, T.plusSeconds(5)))
                .as("explains nothing")
                .isNull();
        assertThat(ties(wrong)).singleElement().satisfies(tie -> {
            assertThat(tie.template()).isEqualTo(ExplanationTemplate.NEAR_MISS);
            assertThat(tie.explains()).isFalse();
            assertThat(tie.sentence())
                    .startsWith("Looked at once, and opened right afterwards person " + meant
                            + " of the same surname, for " + ref + ", assigned as OIC since")
                    .doesNotContain("opened_next");
        });
        assertNoTie("a", another, T.plusSeconds(6), "another name");
        assertNoTie("a", twice, T.plusSeconds(7), "looked at before");
        assertNoTie("a", person("Novak"), T.minusSeconds(25), "too long before");
        assertNoTie("b", person("Novak"), T.plusSeconds(8), "somebody else's next");
    }

    @Test
    void showsThatAMarkWasMistyped() {
        openedForWork(vehicle("AB12 CDE"), T.plusSeconds(340), T.minusSeconds(1800), "B");
        String mistyped = vehicle("AB12 CDF");
        assertThat(explanation("a", mistyped, T.plusSeconds(310))).isNull();
        assertThat(ties(mistyped)).extracting(Evidence::template).containsExactly(ExplanationTemplate.NEAR_MISS);
        assertNoTie("a", vehicle("AB21 CDE"), T.plusSeconds(311), "two characters");
    }

    @Test
    void letsNobodyMakeTheWorkAfterwardsThatAWrongOneWasMeantFor() {
        openedForWork(person("Novak"), T.plusSeconds(640), T.plusSeconds(900), "A");
        assertNoTie("a", person("Novak"), T.plusSeconds(610), "linked by the accessor after the look");
    }

    /** Strengths that a force approved before a template was there must not leave it without one. */
    @Test
    void givesATemplateThatCameLaterItsStrengthAsShipped() {
        Map<ExplanationTemplate, StrengthLevel> levels = transaction.execute(status -> {
            jdbc.update("""
                    insert into explanation.strength_policy (force_id, version, strengths, reason, sampled, explained_before,
                      explained_after, status, proposed_by, proposed_at, decided_by, decided_at)
                    values (1, 1, '{"SUPERVISED": "WEAK"}', 'test', 0, 0, 0, 'APPROVED', 'one', now(), 'other', now())
                    """);
            status.setRollbackOnly();
            return strengths.inForce();
        });
        assertThat(levels)
                .containsEntry(ExplanationTemplate.SUPERVISED, StrengthLevel.WEAK)
                .containsEntry(ExplanationTemplate.NEAR_MISS, StrengthLevel.WEAK)
                .containsOnlyKeys(StrengthPolicies.shipped().keySet());
    }

    /** A is on a case, somebody links the record to it, and A opens the record. */
    private String openedForWork(String record, Instant opened, Instant linked, String linkedBy) {
        String ref = aCase("CRIME", "");
        assign(ref, "OIC", "A", "", T.minusSeconds(3600), null, "B");
        link(ref, record, linked, linkedBy);
        look("a", record, opened);
        return ref;
    }

    private void assertNoTie(String account, String record, Instant at, String why) {
        assertThat(explanation(account, record, at)).as(why).isNull();
        assertThat(ties(record)).as(why).isEmpty();
    }

    private List<Evidence> ties(String record) {
        List<UUID> looks =
                jdbc.queryForList("select event_key from access.access_event where record_id = ?", UUID.class, record);
        return Objects.requireNonNull(transaction.execute(status -> evidence.find(looks)));
    }

    private String person(String lastName) {
        String record = record();
        context("records", "record_type,record_id,last_name", "PERSON," + record + "," + lastName);
        return record;
    }

    private String vehicle(String mark) {
        String record = "V-" + numbers.incrementAndGet();
        context("records", "record_type,record_id,vrm", "VEHICLE," + record + "," + mark);
        return record;
    }

    private void look(String account, String record, Instant at) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,E-" + numbers.incrementAndGet() + "," + account + "," + at + ",VIEW," + type(record) + ","
                        + record);
    }

    private void write(String account, String type, String record, Instant at) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,E-" + numbers.incrementAndGet() + "," + account + "," + at + ",UPDATE," + type + "," + record);
    }

    @Test
    void raisesNearnessByAProductOfWork() {
        String ref = aCase("CRIME", "U1");
        String record = record();
        link(ref, record, T.minusSeconds(600), "");
        write("a", "CASE", ref, T.plus(Duration.ofHours(3)));
        assertThat(explanation("a", record, T)).isEqualTo("NEAR_WITH_PRODUCT");
        assertThat(explanation("c", record, T.plusSeconds(5)))
                .as("somebody else's work")
                .isEqualTo("UNIT_NEAR (weak)");
        assertThat(explanation("a", record, T.minus(Duration.ofHours(22))))
                .as("too long before")
                .isEqualTo("UNIT_NEAR (weak)");
    }

    /** The page that shows it has a pseudonym for the accessor. */
    @Test
    void saysOfAProductWhoseWorkItIsNearWithoutNamingTheAccessor() {
        String ended = aCase("CRIME", "");
        String record = record();
        assign(ended, "OIC", "A", "", T.minus(Duration.ofDays(9)), T.minus(Duration.ofDays(2)), "B");
        link(ended, record, T.minus(Duration.ofDays(8)), "B");
        write("a", "PERSON", record, T.plusSeconds(600));
        assertThat(explanation("a", record, T)).isEqualTo("NEAR_WITH_PRODUCT");
        assertThat(ties(record))
                .extracting(Evidence::sentence)
                .anySatisfy(sentence -> assertThat(sentence)
                        .startsWith("Wrote on the record or its case within a day; " + ended
                                + " is own work that had ended; the record was linked"));
    }

    @Test
    void raisesNothingByAProductAlone() {
        String record = record();
        write("a", "PERSON", record, T.plusSeconds(60));
        assertThat(explanation("a", record, T)).as("no tie").isNull();
        String ref = aCase("CRIME", "U1");
        String other = record();
        link(ref, other, T.plusSeconds(120), "A");
        write("a", "PERSON", other, T.plusSeconds(60));
        assertThat(explanation("a", other, T)).as("a tie of one's own making").isNull();
    }

    @Test
    void keepsWhatASettledVerdictSaidBefore() {
        Instant lately = clock.instant().minus(Duration.ofDays(5)).truncatedTo(ChronoUnit.SECONDS);
        String record = record();
        String id = "E-" + numbers.incrementAndGet();
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS," + id + ",a," + lately + ",VIEW,PERSON," + record);
        evaluation.evaluate(clock.instant(), (done, left) -> {});
        assertThat(verdict(id)).isEqualTo("null false true");
        assertThat(earlier(id)).isEmpty();
        String ref = "CASE-" + numbers.incrementAndGet();
        context("cases", "case_ref,kind,opened_at", ref + ",CRIME," + lately.minusSeconds(7200));
        link(ref, record, lately.minusSeconds(3600), "B");
        assign(ref, "OIC", "A", "", lately.minusSeconds(3600), null, "B");
        evaluation.evaluate(clock.instant(), (done, left) -> {});
        assertThat(verdict(id)).isEqualTo("OWN_CASE true true");
        assertThat(earlier(id)).containsExactly("null false");
        link(ref, record, lately.minusSeconds(3500), "B");
        evaluation.evaluate(clock.instant(), (done, left) -> {});
        assertThat(earlier(id)).as("the same verdict again").hasSize(1);
    }

    private List<String> earlier(String eventId) {
        return jdbc.queryForList("""
                select coalesce(p.template, 'null') || ' ' || p.explained from explanation.earlier_verdict p
                join access.access_event e on e.event_key = p.event_key where e.event_id = ?
                """, String.class, eventId);
    }

    @Test
    void showsTheTiesThatTheJudgementSaw() {
        String record = record();
        String ended = aCase("CRIME", "");
        assign(ended, "OIC", "A", "", T.minusSeconds(3600), T.plusSeconds(600), "B");
        link(ended, record, T.minusSeconds(1800), "B");
        assertThat(explanation("a", record, T)).isEqualTo("OWN_CASE");
        String own = aCase("CRIME", "");
        assign(own, "OIC", "A", "", T.minus(Duration.ofDays(1)), null, "B");
        link(own, record, T.plus(Duration.ofHours(5)), "A");
        assertThat(explanation("a", record, T.plus(Duration.ofHours(6))))
                .as("the look before was explained")
                .isEqualTo("OWN_CASE");
        List<UUID> looks = jdbc.queryForList(
                "select event_key from access.access_event where record_id = ? order by occurred_at",
                UUID.class,
                record);
        List<Evidence> ties = Objects.requireNonNull(transaction.execute(status -> evidence.find(looks)));
        assertThat(ties)
                .anyMatch(tie -> tie.eventKey().equals(looks.get(1))
                        && tie.caseRef().equals(own)
                        && tie.template() == ExplanationTemplate.OWN_CASE);
    }
}
