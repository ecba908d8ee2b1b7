package uk.propercourse.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.review.FlagDetail;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagSummary;

/** Numbers for names: whole words, the same number each time, and nothing else changed. */
class RedactorTests {

    private static final Instant T = Instant.parse("2026-03-02T08:18:00Z");

    private static FlagDetail flag(String caseRef, String assignedTo) {
        Evidence tie = new Evidence(
                UUID.randomUUID(),
                T,
                ExplanationTemplate.SUPERVISED,
                0.6,
                caseRef,
                "CRIME",
                null,
                null,
                T,
                "12",
                "SUSPECT",
                "OIC",
                assignedTo,
                T);
        return new FlagDetail(summary(), List.of(), List.of(), List.of(tie), Map.of(), List.of());
    }

    private static FlagSummary summary() {
        return new FlagSummary(
                new FlagId(UUID.randomUUID()),
                new StaffId("S1"),
                null,
                null,
                null,
                null,
                "RECORD/PERSON/P1",
                50,
                50,
                LocalDate.of(2026, 3, 2),
                "looked",
                "OWN_RECORD",
                1,
                1,
                T,
                T,
                T,
                "OPEN",
                0,
                0);
    }

    @Test
    void leavesADateAloneThatAStaffNumberLooksLike() {
        Redactor redactor = new Redactor(Redaction.THIRD_PARTIES);
        List<Evidence> first = redactor.redact(flag("CR/260302/000123", "2026")).evidence();
        assertThat(first.get(0).sentence())
                .isEqualTo("Supervises [colleague or unit 3], who was assigned to [case 1] since 2 Mar 2026 08:18;"
                        + " the record was linked as suspect on 2 Mar 2026 08:18");
        assertThat(redactor.redact(flag("CR/260302/000123", "S7"))
                        .evidence()
                        .get(0)
                        .sentence())
                .as("the same number for the same case")
                .startsWith("Supervises [colleague or unit 4], who was assigned to [case 1] since");
    }

    @Test
    void changesNothingWhereNothingIsLeftOut() {
        Redactor redactor = new Redactor(Redaction.NOTHING);
        FlagDetail flag = flag("CR/1", "S1");
        assertThat(redactor.redact(flag)).isSameAs(flag);
        assertThat(redactor.typed("as typed")).isEqualTo("as typed");
    }

    @Test
    void quotesNothingThatSomebodyTyped() {
        Redactor redactor = new Redactor(Redaction.EVERYBODY);
        assertThat(redactor.typed("about Jo")).isEqualTo("[left out]");
        assertThat(redactor.typed(null)).isEmpty();
    }
}
