package uk.propercourse.ledger;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.WebOnly;

/** Hands the newest checkpoint to the witness once a day, and at the first start. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class WitnessSchedule {

    @Bean
    RecurringTask<Void> witnessTask(Witnesses witnesses) {
        return Tasks.recurring("ledger-witness", FixedDelay.of(Duration.ofDays(1)))
                .execute((instance, context) -> witnesses.hand());
    }
}
