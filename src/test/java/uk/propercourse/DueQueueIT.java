package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.DueQueue;
import uk.propercourse.explanation.DueQueue.Slice;
import uk.propercourse.explanation.Judging;
import uk.propercourse.explanation.Lags;
import uk.propercourse.rules.RuleMatching;

/** Where slices end must not depend on how far the attribution of the one before has come. */
class DueQueueIT extends IntegrationTest {

    private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant MUCH_LATER = FIRST.plus(Duration.ofDays(5));
    private static final Instant AS_OF = FIRST.plus(Duration.ofDays(10));

    @Autowired
    DueQueue queue;

    @Autowired
    Judging judging;

    @Autowired
    RuleMatching matching;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void countsArrivalsThatAreBeingAttributedAsDueWhenTheySettle() {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,E-1,a," + FIRST + ",VIEW,PERSON,P-1",
                "RMS,E-2,a," + MUCH_LATER + ",VIEW,PERSON,P-1");
        Lags lags = inTransaction(matching::lags);
        inTransaction(() -> queue.takeIn(AS_OF));
        Slice first = next(Slice.NOTHING, Slice.NOTHING.end(), lags).orElseThrow();
        assertThat(first.end()).isEqualTo(FIRST);
        transaction.executeWithoutResult(status -> queue.makeRoom(first));

        Instant settles = FIRST.plus(lags.first());
        assertThat(settles).isBefore(MUCH_LATER);
        inTransaction(() -> {
            assertThat(judging.attribute(first, AS_OF, lags)).isOne();
            assertThat(whileItIsAttributed(first, first.after(), lags).end()).isEqualTo(settles);
            assertThat(whileItIsAttributed(first, first.end(), lags).end())
                    .as("what nobody says is being attributed is not looked for")
                    .isEqualTo(MUCH_LATER);
            return 0;
        });
        assertThat(next(first, first.after(), lags).orElseThrow().end()).isEqualTo(settles);
        assertThat(next(first, first.end(), lags).orElseThrow().end()).isEqualTo(settles);
    }

    /** As another connection sees it, which does not see what is not committed. */
    private Slice whileItIsAttributed(Slice before, Instant attributed, Lags lags) {
        return CompletableFuture.supplyAsync(() -> next(before, attributed, lags))
                .join()
                .orElseThrow();
    }

    private Optional<Slice> next(Slice before, Instant attributed, Lags lags) {
        return inTransaction(() -> queue.nextSlice(AS_OF, before, attributed, lags));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
