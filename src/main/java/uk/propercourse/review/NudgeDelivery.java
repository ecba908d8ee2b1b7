package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/**
 * Sends each evening what was decided that day, unless the matter has gone on since, and takes back nothing after that.
 * Somebody whose matter became covert in between is not told, and what was said about them waits, a week at most.
 */
@Service
@WebOnly
public class NudgeDelivery {

    private static final Logger log = LoggerFactory.getLogger(NudgeDelivery.class);
    private static final LocalTime EVENING = LocalTime.of(20, 0);

    private final NudgeStore store;
    private final ItemMails mails;
    private final TransactionTemplate transaction;

    NudgeDelivery(NudgeStore store, ItemMails mails, TransactionTemplate transaction) {
        this.store = store;
        this.mails = mails;
        this.transaction = transaction;
    }

    /** Sends them; the number of them. */
    public int send() {
        List<NudgeStore.Sent> sent = transaction.execute(status -> {
            int stale = store.withdrawStale();
            if (stale > 0) {
                log.info("{} nudges were not sent: their matters went on", stale);
            }
            return store.send();
        });
        for (NudgeStore.Sent one : sent) {
            String email = one.email();
            if (email != null) {
                mails.send(email, "You have 1 new item");
            }
        }
        return sent.size();
    }

    @Bean
    static RecurringTask<Void> sendNudges(NudgeDelivery delivery) {
        return Tasks.recurring("send-nudges", Schedules.daily(London.ZONE, EVENING))
                .execute((instance, context) -> log.info("Sent {} nudges", delivery.send()));
    }
}
