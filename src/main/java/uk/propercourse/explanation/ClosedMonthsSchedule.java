package uk.propercourse.explanation;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;

/** Packs closed months at night, on one of the instances. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class ClosedMonthsSchedule {

    /** After the clocks have changed, if they do. */
    private static final LocalTime NIGHT = LocalTime.of(3, 30);

    @Bean
    RecurringTask<Void> packClosedMonths(ClosedMonths months, Clock clock) {
        return Tasks.recurring("pack-closed-months", Schedules.daily(London.ZONE, NIGHT))
                .execute((instance, context) -> months.pack(clock.instant()));
    }
}
