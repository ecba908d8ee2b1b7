package uk.propercourse.ledger;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import uk.propercourse.kernel.WebOnly;

/** Hands the newest checkpoint to the witness once a day, and at the first start. */
@Configuration(proxyBeanMethods = false)
@WebOnly
class WitnessSchedule {

    private static final Logger log = LoggerFactory.getLogger(WitnessSchedule.class);

    @Bean
    RecurringTask<Void> witnessTask(LedgerReader reader, LedgerSettings settings) {
        return Tasks.recurring("ledger-witness", FixedDelay.of(Duration.ofDays(1)))
                .execute((instance, context) -> hand(reader, settings));
    }

    private static void hand(LedgerReader reader, LedgerSettings settings) {
        Path folder = settings.witness().folder();
        if (folder == null) {
            return;
        }
        reader.findLatest().ifPresent(checkpoint -> {
            WitnessFolder.write(folder, checkpoint);
            log.info("Gave the checkpoint of {} leaves to the witness folder {}", checkpoint.size(), folder);
        });
    }
}
