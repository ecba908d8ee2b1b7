package uk.propercourse.oversight;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.WebOnly;

/** Seals what was read, each minute: a leaf for each page at once would let readers wait for one another. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class ReadSchedule {

    @Bean
    RecurringTask<Void> sealReadsTask(PageReads reads) {
        return Tasks.recurring("oversight-reads", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> reads.seal());
    }
}
