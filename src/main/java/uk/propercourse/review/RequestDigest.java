package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.Mailer;
import uk.propercourse.kernel.WebOnly;

/**
 * Each morning a mail to everybody who has something to answer or to decide, at the address that HR gives. It says how many
 * and nothing else: a mailbox is read by others.
 */
@Service
@WebOnly
public class RequestDigest {

    private static final Logger log = LoggerFactory.getLogger(RequestDigest.class);
    private static final LocalTime MORNING = LocalTime.of(6, 30);

    private final JdbcClient jdbc;
    private final Mailer mailer;
    private final Force force;
    private final String address;

    RequestDigest(
            JdbcClient jdbc,
            Mailer mailer,
            Force force,
            @Value("${propercourse.address:http://localhost:8080}") String address) {
        this.jdbc = jdbc;
        this.mailer = mailer;
        this.force = force;
        this.address = address;
    }

    private record Recipient(String email, long items) {}

    /** Sends the mails; the number of them. One that cannot be sent is logged and does not keep the others back. */
    @Transactional(readOnly = true)
    public int send() {
        if (!mailer.isSet()) {
            return 0;
        }
        List<Recipient> recipients = jdbc.sql("""
                        select s.email, count(*) as items
                        from (
                          select staff_id as who from review.justification_request
                          where force_id = :force and status = 'WITH_OFFICER' and not withheld
                          union all
                          select supervisor_id from review.justification_request
                          where force_id = :force and status = 'WITH_SUPERVISOR' and not withheld) w
                        join people.staff s on s.force_id = :force and s.staff_id = w.who and s.email is not null
                        group by s.email order by s.email
                        """)
                .param("force", force.id())
                .query((row, n) -> new Recipient(row.getString("email"), row.getLong("items")))
                .list();
        return (int) recipients.stream().filter(this::send).count();
    }

    private boolean send(Recipient recipient) {
        String items = recipient.items() == 1 ? "1 item" : recipient.items() + " items";
        try {
            mailer.send(
                    recipient.email(),
                    "You have " + items,
                    "You have " + items + " in Proper Course. Sign in to see them: " + address + "\n");
            return true;
        } catch (MailException e) {
            log.warn("A digest could not be sent: {}", e.getMessage());
            return false;
        }
    }

    @Bean
    static RecurringTask<Void> sendDigests(RequestDigest digest) {
        return Tasks.recurring("send-digests", Schedules.daily(London.ZONE, MORNING))
                .execute((instance, context) -> log.info("Sent {} digests", digest.send()));
    }
}
