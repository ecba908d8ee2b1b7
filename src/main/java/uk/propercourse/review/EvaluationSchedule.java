package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.WebOnly;

/** Evaluates what is due, all the time, on one of the instances. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class EvaluationSchedule {

    private static final Logger log = LoggerFactory.getLogger(EvaluationSchedule.class);
    private static final Duration EVERY = Duration.ofSeconds(10);

    @Bean
    RecurringTask<Void> evaluateDue(EvaluationService evaluation, Clock clock) {
        return Tasks.recurring("evaluate-due", FixedDelay.of(EVERY)).execute((instance, context) -> {
            long done = evaluation.evaluate(clock.instant(), (made, left) -> {});
            if (done > 0) {
                log.info("Made {} judgements that were due", done);
            }
        });
    }
}
