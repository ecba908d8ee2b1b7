package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/** What nobody answered in time goes on: from the person to the supervisor, from there back to Professional Standards. */
@Service
@WebOnly
public class RequestDeadlines {

    private static final Logger log = LoggerFactory.getLogger(RequestDeadlines.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final JustificationRequestRepository requests;
    private final RequestJournal journal;
    private final Force force;

    RequestDeadlines(JustificationRequestRepository requests, RequestJournal journal, Force force) {
        this.requests = requests;
        this.journal = journal;
        this.force = force;
    }

    /** Lets the requests lapse that were due before that moment; the number of them. */
    @Transactional
    public int lapse(Instant now) {
        List<JustificationRequest> late =
                requests.findTop500ByForceIdAndClosedAtIsNullAndDueAtBeforeOrderByDueAt(force.id(), now);
        for (JustificationRequest request : late) {
            request.lapse(journal.isOvert(request.staff()), now);
            requests.save(request);
        }
        requests.flush();
        for (JustificationRequest request : late) {
            if (request.isClosed()) {
                journal.giveBack(request.flagId());
            }
            journal.seal(request.id(), "LAPSED", request.status().name(), "the deadline");
        }
        return late.size();
    }

    @Bean
    static RecurringTask<Void> lapseRequests(RequestDeadlines deadlines, Clock clock) {
        return Tasks.recurring("lapse-requests", FixedDelay.of(EVERY)).execute((instance, context) -> {
            int late = deadlines.lapse(clock.instant());
            if (late > 0) {
                log.info("{} requests for justification were not answered in time and went on", late);
            }
        });
    }
}
