package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/**
 * Each morning a mail to everybody who has something to answer or to decide, at the address that HR gives: a reminder for as
 * long as it waits. It says how many, how many of them are due by tomorrow night, and nothing else: a mailbox is read by
 * others.
 */
@Service
@WebOnly
public class RequestDigest {

    private static final Logger log = LoggerFactory.getLogger(RequestDigest.class);

    /** A deadline within it is named: the mail is the reminder. */
    private static final Duration SOON = Duration.ofHours(41);

    private static final LocalTime MORNING = LocalTime.of(6, 30);

    private final JdbcClient jdbc;
    private final ItemMails mails;
    private final Force force;
    private final Clock clock;

    RequestDigest(JdbcClient jdbc, ItemMails mails, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.force = force;
        this.clock = clock;
    }

    private record Recipient(String email, long items, long soon) {}

    /** Sends the mails; the number of them. One that cannot be sent is logged and does not keep the others back. */
    @Transactional(readOnly = true)
    public int send() {
        if (!mails.areSet()) {
            return 0;
        }
        List<Recipient> recipients = jdbc.sql("""
                        select s.email, count(*) as items, count(*) filter (where w.due_at < :soon) as soon
                        from (
                          select staff_id as who, due_at from review.justification_request
                          where force_id = :force and status = 'WITH_OFFICER' and not withheld
                          union all
                          select supervisor_id, due_at from review.justification_request
                          where force_id = :force and status = 'WITH_SUPERVISOR' and not withheld
                          union all
                          select supervisor_id, null from review.declaration
                          where force_id = :force and status = 'WAITING'
                          union all
                          select coalesce(supervisor_id, staff_id), null from review.nudge
                          where force_id = :force and status = 'SENT') w
                        join people.staff s on s.force_id = :force and s.staff_id = w.who and s.email is not null
                        group by s.email order by s.email
                        """)
                .param("force", force.id())
                .param("soon", Timestamp.from(clock.instant().plus(SOON)))
                .query((row, n) -> new Recipient(row.getString("email"), row.getLong("items"), row.getLong("soon")))
                .list();
        return (int) recipients.stream().filter(this::send).count();
    }

    private boolean send(Recipient recipient) {
        return mails.send(
                recipient.email(), "You have " + English.count(recipient.items(), "item", "items") + soon(recipient));
    }

    private static String soon(Recipient recipient) {
        if (recipient.soon() == 0) {
            return "";
        }
        return recipient.items() == 1 ? ", due by tomorrow" : ", " + recipient.soon() + " of them due by tomorrow";
    }

    @Bean
    static RecurringTask<Void> sendDigests(RequestDigest digest) {
        return Tasks.recurring("send-digests", Schedules.daily(London.ZONE, MORNING))
                .execute((instance, context) -> log.info("Sent {} digests", digest.send()));
    }
}
