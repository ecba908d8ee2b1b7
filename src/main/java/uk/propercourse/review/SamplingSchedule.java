package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.WebOnly;

/** Keeps the random sample going, on one of the instances. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class SamplingSchedule {

    @Bean
    RecurringTask<Void> samplingTask(SampleDays days, BlindReview blind, Clock clock) {
        return Tasks.recurring("sample-accesses", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> {
                    days.keep(clock.instant());
                    blind.keep(clock.instant());
                });
    }
}
