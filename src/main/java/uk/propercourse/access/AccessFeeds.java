package uk.propercourse.access;

import static uk.propercourse.intake.FeedColumn.identifier;
import static uk.propercourse.intake.FeedColumn.text;
import static uk.propercourse.intake.FeedColumn.word;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.intake.ContextFeed;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.Ledger;

/** The feed of source systems and the feed of their logs, as in section 1 of the feed contract. */
@Configuration(proxyBeanMethods = false)
class AccessFeeds {

    @Bean
    Feed systemsFeed(JdbcClient jdbc, RowCopy copy, Force force) {
        return new ContextFeed(
                "systems",
                1,
                "access.source_system",
                jdbc,
                copy,
                force,
                identifier("system_code").inKey(),
                text("name").mandatory(),
                word("kind", "PNC", "LEDS", "PND", "RMS", "CAD", "ANPR", "CUSTODY", "INTEL", "OTHER")
                        .mandatory(),
                identifier("training_course"));
    }

    @Bean
    Feed accessFeed(
            JdbcClient jdbc,
            RowCopy copy,
            Arrivals arrivals,
            EventsUnderWay underWay,
            KnownEvents known,
            AccountsSeen accounts,
            Ledger ledger,
            Force force) {
        return new AccessFeed(jdbc, copy, arrivals, underWay, known, accounts, ledger, force);
    }
}
