package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.ledger.Witnesses;
import uk.propercourse.review.RequestDigest;

/** Mail by a real SMTP server: what it says, and what it must not. */
class MailIT extends IntegrationTest {

    @Autowired
    RequestDigest digest;

    @Autowired
    Witnesses witnesses;

    @Autowired
    LedgerReader ledger;

    @BeforeEach
    void emptyTheMailbox() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void digestSaysHowManyAndNothingElse() throws Exception {
        load(
                "staff",
                csv("staff_id,kind,first_name,last_name,email\nM1,OFFICER,Asked,Person,asked@example.org\n"
                        + "M2,OFFICER,Their,Sergeant,sergeant@example.org\nM3,OFFICER,No,Mail,\n"));
        request("M1", "M2", "WITH_OFFICER", 5);
        request("M1", "M2", "WITH_OFFICER", 1);
        request("M3", "M2", "WITH_SUPERVISOR", 5);
        request("M3", "M2", "ANSWERED", 5);
        request("M3", "M2", "WITH_OFFICER", 5);
        assertThat(digest.send()).isEqualTo(2);
        List<MimeMessage> sent = Arrays.asList(MAIL.getReceivedMessages());
        assertThat(sent)
                .extracting(message -> message.getAllRecipients()[0].toString() + ": " + message.getSubject())
                .containsExactlyInAnyOrder(
                        "asked@example.org: You have 2 items, 1 of them due by tomorrow",
                        "sergeant@example.org: You have 1 item");
        for (MimeMessage message : sent) {
            assertThat(message.getContent().toString()).doesNotContain("Person", "Sergeant", "secret question", "M1");
        }
    }

    @Test
    void witnessGetsTheCheckpoint() throws Exception {
        load("systems", csv("system_code,name,kind\nRMS,Records,RMS\n"));
        load(
                "access",
                csv("system_code,event_id,account_id,occurred_at,action,record_type,record_id\n"
                        + "RMS,mail-1,A1,2026-03-01T10:00:00Z,VIEW,PERSON,P1\n"));
        witnesses.hand();
        MimeMessage message = MAIL.getReceivedMessages()[0];
        assertThat(message.getAllRecipients()[0].toString()).isEqualTo("witness@example.org");
        assertThat(message.getContent().toString().replace("\r\n", "\n").strip())
                .endsWith(ledger.findLatest().orElseThrow().note().strip());
    }

    private static ByteArrayInputStream csv(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private void request(String staff, String supervisor, String status, int days) {
        jdbc.update("""
                insert into review.justification_request (request_id, force_id, staff_id, supervisor_id, route, status, question,
                  asked_by, asked_at, due_at, version)
                values (gen_random_uuid(), 1, ?, ?, 'OFFICER', ?, 'A secret question', 'test', now(), now() + ? * interval '1 day', 0)
                """, staff, supervisor, status, days);
    }
}
