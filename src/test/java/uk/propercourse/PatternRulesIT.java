package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.Recall;
import uk.propercourse.rules.facts.Vocabulary;

/** What shows only across records, days or people: each pattern is found, and its honest look-alike is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatternRulesIT extends IntegrationTest {

    private static final Instant T = Instant.parse("2026-03-10T12:00:00Z");
    private static final int STAFF = 40;

    private final AtomicInteger numbers = new AtomicInteger();

    @Autowired
    Recall recall;

    @Autowired
    JdbcClient client;

    @Autowired
    TransactionTemplate transaction;

    @BeforeAll
    void people() {
        StringBuilder staff = new StringBuilder("staff_id,kind,first_name,last_name,date_of_birth");
        StringBuilder postings = new StringBuilder("staff_id,from,unit_id,role,to");
        StringBuilder accounts = new StringBuilder("system_code,account_id,from,staff_id");
        for (int i = 1; i <= STAFF; i++) {
            staff.append("\nS%d,OFFICER,F%d,L%d,%d-01-05".formatted(i, i, i, 1975 + i));
            postings.append("\nS%d,2025-01-01T00:00:00Z,%s,RESPONSE,".formatted(i, i % 2 == 0 ? "U1" : "U2"));
            accounts.append("\nRMS,a%d,2025-01-01T00:00:00Z,S%d".formatted(i, i));
        }
        context("units", "unit_id,name,kind", "U1,One,RESPONSE", "U2,Two,RESPONSE", "OLD,Old,CID");
        context("staff", staff.toString());
        context("postings", postings.toString());
        context("accounts", accounts.toString());
    }

    private void look(int staff, String record, Instant at) {
        look(staff, record, at, "", "");
    }

    private void look(int staff, String record, Instant at, String caseRef, String terminal) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id,case_ref,terminal_id",
                "RMS,E%d,a%d,%s,VIEW,PERSON,%s,%s,%s"
                        .formatted(numbers.incrementAndGet(), staff, at, record, caseRef, terminal));
    }

    private String aCase(String staff, Instant opened, String by, String... records) {
        String ref = "CASE-" + numbers.incrementAndGet();
        context("cases", "case_ref,kind,opened_at", ref + ",CRIME," + opened);
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,recorded_at,recorded_by",
                "%s,%s,OIC,%s,%s,%s".formatted(ref, opened, staff, opened, by));
        for (String record : records) {
            context(
                    "case_links",
                    "case_ref,record_type,record_id,linked_at,recorded_by,role",
                    "%s,PERSON,%s,%s,%s,SUSPECT".formatted(ref, record, opened, by));
        }
        return ref;
    }

    private static Instant day(int number) {
        return T.plus(Duration.ofDays(number));
    }

    /** The rules that found something in that person's accesses. */
    private List<String> found(int staff) {
        evaluation.evaluate(T.plus(Duration.ofDays(60)), (done, left) -> {});
        return jdbc.queryForList(
                "select distinct rule_code from rules.finding where staff_id = ? and withdrawn_at is null",
                String.class,
                "S" + staff);
    }

    @Test
    void seesWhoKeepsLookingAtTheCasesOfAFormerUnit() {
        context(
                "postings",
                "staff_id,from,unit_id,role,to",
                "S1,2024-01-01T00:00:00Z,OLD,CID,2025-01-01T00:00:00Z",
                "S3,2024-01-01T00:00:00Z,OLD,CID,2026-01-01T00:00:00Z",
                "S2,2024-01-01T00:00:00Z,OLD,CID,2026-01-20T00:00:00Z");
        aCase("S3", Instant.parse("2025-12-10T00:00:00Z"), "S3", "X1", "X2", "X3");
        for (int i = 1; i <= 3; i++) {
            look(2, "X" + i, day(i));
            look(4, "X" + i, day(i));
        }
        assertThat(found(2)).contains("FORMER_UNIT", "FORMER_UNIT_CASES");
        assertThat(found(4)).contains("UNEXPLAINED").doesNotContain("FORMER_UNIT", "FORMER_UNIT_CASES");
    }

    @Test
    void seesWhoLooksIntoACaseAgainstThemselves() {
        context("records", "record_type,record_id,last_name,first_name,date_of_birth", "PERSON,OWN5,L5,F5,1980-01-05");
        aCase("S7", day(-5), "S7", "OWN5", "VICTIM5");
        look(5, "VICTIM5", day(1));
        look(6, "VICTIM5", day(1));
        assertThat(found(5)).contains("OWN_CASE");
        assertThat(found(6)).doesNotContain("OWN_CASE");
    }

    @Test
    void seesATerminalThatOnlyAnotherUnitUses() {
        for (int i = 0; i < 25; i++) {
            look(8, "T-" + i, day(1).plusSeconds(60L * i), "", "U1-T1");
        }
        look(9, "T-X", day(3), "", "U1-T1");
        look(10, "T-X", day(3), "", "U1-T1");
        assertThat(found(9)).contains("FOREIGN_TERMINAL");
        assertThat(found(10)).contains("UNEXPLAINED").doesNotContain("FOREIGN_TERMINAL");
    }

    @Test
    void seesACrowdOnOneRecord() {
        for (int staff = 11; staff <= 15; staff++) {
            look(staff, "FAMOUS", day(staff - 10));
        }
        assertThat(found(15)).contains("CROWD");
        assertThat(found(11)).contains("UNEXPLAINED").doesNotContain("CROWD");
    }

    @Test
    void seesWhoLooksAtOneGroup() {
        context(
                "record_relations",
                "from_type,from_id,to_type,to_id,relation",
                "PERSON,G1,PERSON,BOSS,ASSOCIATE",
                "PERSON,G2,PERSON,BOSS,ASSOCIATE",
                "PERSON,G3,PERSON,G1,ASSOCIATE");
        look(16, "G2", day(1));
        look(16, "G3", day(8));
        look(16, "G1", day(15));
        look(17, "G1", day(1));
        look(17, "STRANGER1", day(8));
        look(17, "STRANGER2", day(15));
        assertThat(found(16)).contains("LINKED_PEOPLE");
        assertThat(found(17)).contains("UNEXPLAINED").doesNotContain("LINKED_PEOPLE");
    }

    @Test
    void seesWhoComesBackToSeveralVictims() {
        context("records", "record_type,record_id,markers", "PERSON,V1,DA_VICTIM", "PERSON,V2,DA_VICTIM");
        for (int i = 0; i < 2; i++) {
            look(18, "V1", day(1 + 5 * i));
            look(18, "V2", day(2 + 5 * i));
            look(19, "V1", day(1 + 5 * i));
        }
        assertThat(found(18)).contains("VICTIMS_REVISITED");
        assertThat(found(19)).contains("VULNERABLE_SUBJECT").doesNotContain("VICTIMS_REVISITED");
    }

    @Test
    void seesAReferenceThatIsBorrowedAgain() {
        String ref = aCase("S20", day(-5), "S7", "SUSPECT20");
        look(20, "FRIEND", day(1), ref, "");
        look(20, "FRIEND", day(4), ref, "");
        look(21, "OTHER", day(1), ref, "");
        look(21, "OTHER", day(4));
        assertThat(found(20)).contains("REFERENCE_BORROWED");
        assertThat(found(21)).contains("REFERENCE_UNRELATED", "REPEAT").doesNotContain("REFERENCE_BORROWED");
    }

    @Test
    void seesATieThatTheAccessorMadeAfterwards() {
        look(22, "TARGET", day(1));
        look(22, "TARGET", day(2));
        aCase("S22", day(4), "S22", "TARGET");
        assertThat(found(22)).contains("TIE_AFTERWARDS");
    }

    @Test
    void takesWhoeverDoesExplainedWorkForBeingOnDuty() {
        context("duty", "staff_id,start,end", "S23,2026-03-08T08:00:00Z,2026-03-08T16:00:00Z");
        context("duty", "staff_id,start,end", "S24,2026-03-08T08:00:00Z,2026-03-08T16:00:00Z");
        aCase("S23", day(-1), "S7", "WORK");
        look(23, "WORK", T.plusSeconds(3_600));
        look(23, "ASIDE", T.plusSeconds(7_200));
        look(24, "ASIDE", T.plusSeconds(7_200));
        assertThat(found(24)).contains("OFF_DUTY");
        assertThat(found(23)).contains("UNEXPLAINED").doesNotContain("OFF_DUTY");
    }

    @Test
    void seesWhoTracksOneRecord() {
        for (int i = 0; i < 8; i++) {
            look(25, "PLATE", day(3 * i));
        }
        assertThat(found(25)).contains("PERSISTENT", "TRACKING");
    }

    @Test
    void seesWhoCollectsCasesThatHaveJustBeenOpened() {
        for (int i = 1; i <= 6; i++) {
            aCase("S7", day(i), "S7", "FRESH" + i);
            look(28, "FRESH" + i, day(i).plus(Duration.ofHours(5)));
            look(29, "FRESH" + i, day(i).plus(Duration.ofDays(9)));
        }
        assertThat(found(28)).contains("FRESH_CASES");
        assertThat(found(29)).contains("UNEXPLAINED").doesNotContain("FRESH_CASES");
    }

    @Test
    void seesADecoyBeingOpened() {
        context("records", "record_type,record_id,markers", "PERSON,NOBODY,DECOY", "PERSON,SOMEBODY,");
        look(30, "NOBODY", day(1));
        look(31, "SOMEBODY", day(1));
        assertThat(found(30)).contains("DECOY");
        assertThat(found(31)).contains("UNEXPLAINED").doesNotContain("DECOY");
    }

    @Test
    void seesAReasonThatSaysNothing() {
        access("RMS,R32,a32,%s,VIEW,PERSON,REASON,Police  purposes.".formatted(day(1)));
        access("RMS,R33,a33,%s,VIEW,PERSON,REASON,returns the call of Ms A".formatted(day(1)));
        assertThat(found(32)).contains("VAGUE_REASON");
        assertThat(found(33)).contains("UNEXPLAINED").doesNotContain("VAGUE_REASON");
    }

    private void access(String line) {
        context("access", "system_code,event_id,account_id,occurred_at,action,record_type,record_id,reason_text", line);
    }

    @Test
    void seesWhoGoesOnWithoutTraining() {
        context("systems", "system_code,name,kind,training_course", "CMD,Command,CAD,CMD-USER");
        context(
                "accounts",
                "system_code,account_id,from,staff_id",
                "CMD,a34,2025-01-01T00:00:00Z,S34",
                "CMD,a35,2025-01-01T00:00:00Z,S35");
        context(
                "training",
                "staff_id,course_code,completed_on,expires_on",
                "S34,CMD-USER,2023-01-01,2026-01-01",
                "S35,CMD-USER,2025-01-01,2028-01-01");
        access("CMD,C34,a34,%s,VIEW,PERSON,COURSE,call".formatted(day(1)));
        access("CMD,C35,a35,%s,VIEW,PERSON,COURSE,call".formatted(day(1)));
        assertThat(found(34)).contains("UNTRAINED");
        assertThat(found(35)).contains("UNEXPLAINED").doesNotContain("UNTRAINED");
    }

    @Test
    void seesWhoWatchesAVehicleWithoutALiveCase() {
        context("cases", "case_ref,kind,opened_at", "CASE-V,CRIME," + day(-1));
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at,recorded_by,role",
                "CASE-V,VEHICLE,CAR-B,%s,S7,VEHICLE".formatted(day(-1)));
        for (int i = 0; i < 3; i++) {
            access("RMS,V36-%d,a36,%s,VIEW,VEHICLE,CAR-A,keeper".formatted(i, day(i)));
            access("RMS,V37-%d,a37,%s,VIEW,VEHICLE,CAR-B,keeper".formatted(i, day(i)));
        }
        assertThat(found(36)).contains("PLATE_WATCHED");
        assertThat(found(37)).contains("PERSISTENT").doesNotContain("PLATE_WATCHED");
    }

    @Test
    void knowsWhoWasFoundOutBeforeAndNotOfCovertMatters() {
        for (String staff : List.of("S38", "S39")) {
            jdbc.update("""
                    with i as (
                      insert into investigation.investigation (investigation_id, force_id, reference, staff_id, person_kind,
                        allegation, status, opened_by, opened_at, entries, version)
                      values (gen_random_uuid(), 1, ?, ?, 'OFFICER', 'looked', 'CONCLUDED', 'p', now(), 1, 0)
                      returning investigation_id)
                    insert into investigation.outcome (outcome_id, investigation_id, finding, category, standards, source,
                      proceedings, sanctions, decided_on, featured_in_dismissal, victim_told, safeguarding_referral,
                      breach_reported, operation_compromised, reason, recorded_by, recorded_at)
                    select gen_random_uuid(), investigation_id, 'MISCONDUCT', 'ACCESSED', '{}', 'AUDIT', 'MEETING', '{}',
                      '2026-01-10', false, false, false, false, false, 'warned', 'p', now() from i
                    """, "REF-" + staff, staff);
        }
        jdbc.update("""
                insert into review.compartment (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                values (gen_random_uuid(), 1, 'S39', 'nobody must know', 'p', now(), 0)
                """);
        for (int staff = 38; staff <= 40; staff++) {
            look(staff, "AGAIN", day(1));
        }
        evaluation.evaluate(T.plus(Duration.ofDays(60)), (done, left) -> {});
        Map<String, Boolean> proven = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            recall.period(day(1).minusSeconds(1), day(1).plusSeconds(1), false, "true");
            client.sql(Vocabulary.assemble(
                            List.of(Vocabulary.find("person.proven_before").orElseThrow()),
                            "j.staff_id in ('S38', 'S39', 'S40')"))
                    .param("force", 1)
                    .query((RowCallbackHandler)
                            row -> proven.put(row.getString("staff_id"), row.getBoolean("person_proven_before")));
        });
        assertThat(proven).containsExactlyInAnyOrderEntriesOf(Map.of("S38", true, "S39", false, "S40", false));
    }

    @Test
    void testsAQuotedReferenceAsAClaim() {
        String own = aCase("S26", day(1), "S1", "CLAIM-A");
        String others = aCase("S27", day(1), "S1", "CLAIM-A");
        String closed = aCase("S26", day(1), "S1", "CLAIM-A");
        context("cases", "case_ref,kind,opened_at,closed_at", "%s,CRIME,%s,%s".formatted(closed, day(1), day(2)));
        Instant at = day(5);
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("R0", own);
        claims.put("R1", others);
        claims.put("R4", closed);
        claims.put("R5", "CASE-999999");
        claims.put("R6", "enquiry");
        claims.put("R7", "");
        claims.values().forEach(claim -> look(26, "CLAIM-A", at, claim, ""));
        look(26, "CLAIM-B", at, own, "");
        look(26, "CLAIM-B", at, others, "");
        evaluation.evaluate(at.plus(Duration.ofDays(4)), (done, left) -> {});

        Map<String, String> found = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            recall.period(at.minusSeconds(1), at.plusSeconds(1), false, "true");
            client.sql("select j.record_id, j.case_ref, f.reference_state from ("
                            + Vocabulary.assemble(
                                    List.of(Vocabulary.find("reference.state").orElseThrow()), "true")
                            + ") f join judged j on j.event_key = f.event_key where j.staff_id = 'S26'")
                    .param("force", 1)
                    .query((RowCallbackHandler) row -> found.put(
                            row.getString(1) + " " + Objects.requireNonNullElse(row.getString(2), ""),
                            row.getString(3)));
        });
        claims.forEach((state, claim) -> assertThat(found).containsEntry("CLAIM-A " + claim, state));
        assertThat(found).containsEntry("CLAIM-B " + own, "R2").containsEntry("CLAIM-B " + others, "R3");
    }
}
