package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.DueQueue;
import uk.propercourse.explanation.DueQueue.Slice;
import uk.propercourse.explanation.Judging;
import uk.propercourse.explanation.Lags;
import uk.propercourse.rules.RuleMatching;

/** Neither where slices end nor what they see may depend on how far the attribution of the one before has come. */
class DueQueueIT extends IntegrationTest {

    private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant MUCH_LATER = FIRST.plus(Duration.ofDays(5));
    private static final Instant AS_OF = FIRST.plus(Duration.ofDays(10));

    private static final Instant OTHER = Instant.parse("2026-04-07T10:00:00Z");
    private static final Instant THIRD = Instant.parse("2026-05-12T10:00:00Z");
    private static final Instant FOURTH = Instant.parse("2026-06-09T10:00:00Z");

    @Autowired
    DueQueue queue;

    @Autowired
    Judging judging;

    @Autowired
    RuleMatching matching;

    @Autowired
    TransactionTemplate transaction;

    @AfterEach
    void letAllComeDue() {
        evaluation.evaluate(FOURTH.plus(Duration.ofDays(99)), (done, left) -> {});
    }

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
            assertThat(judging.attribute(first, AS_OF, lags, () -> {})).isOne();
            assertThat(whileItIsAttributed(first, first.after(), lags).end()).isEqualTo(settles);
            assertThat(whileItIsAttributed(first, first.end(), lags).end())
                    .as("what nobody says is being attributed is not looked for")
                    .isEqualTo(MUCH_LATER);
            return 0;
        });
        assertThat(next(first, first.after(), lags).orElseThrow().end()).isEqualTo(settles);
        assertThat(next(first, first.end(), lags).orElseThrow().end()).isEqualTo(settles);
    }

    @Test
    void countsNothingOfASliceBeforeTheOneBeforeItIsAttributed() {
        staff("A", "b");
        access("b", OTHER, OTHER.plus(Duration.ofDays(1)));
        CompletableFuture<Long> evaluating = whileASliceIsHeld(OTHER, () -> {
            for (int look = 0; look < 20; look++) {
                pause();
                assertThat(count(
                                "select count(*) from explanation.verdict where occurred_at between ? and ?",
                                Timestamp.from(OTHER),
                                Timestamp.from(OTHER.plus(Duration.ofDays(1)))))
                        .isZero();
            }
        });

        assertThat(evaluating.join()).isEqualTo(4);
        assertThat(count("select count(*) from rules.staff_day where staff_id = 'A' and records = 1"))
                .isEqualTo(2);
    }

    /** Were it to wait for them, those that are still to write would wait for it in turn, and the evaluation for ever. */
    @Test
    void makesRoomForAMonthWithoutWaitingForSlicesThatAreBeingAttributed() {
        staff("C", "d");
        access("d", THIRD, THIRD.plus(Duration.ofDays(1)));
        CompletableFuture<Long> evaluating = whileASliceIsHeld(THIRD, () -> {
            jdbc.execute("set local lock_timeout = '5s'");
            makeRoomUpTo("2027-12-01Z");
        });

        assertThat(evaluating.join()).isEqualTo(4);
        assertThat(count("select count(*) from explanation.verdict where staff_id = 'C' and settled"))
                .isEqualTo(2);
    }

    /**
     * Were the second to ask for the accounts beside the first, it could have them before it, with an import of accounts between
     * the two: the second would wait for the first, the first for the import and that for the second.
     */
    @Test
    void asksForTheAccountsSliceAfterSlice() {
        String asking = "wait_event_type = 'Lock' and query like 'lock table people.account%'";
        staff("E", "f");
        access("f", FOURTH, FOURTH.plus(Duration.ofDays(1)));
        CompletableFuture<Long> evaluating = Objects.requireNonNull(transaction.execute(held -> {
            jdbc.execute("lock table people.account in access exclusive mode");
            CompletableFuture<Long> started = CompletableFuture.supplyAsync(
                    () -> evaluation.evaluate(FOURTH.plus(Duration.ofDays(9)), (done, left) -> {}));
            awaitBackend(asking);
            for (int look = 0; look < 20; look++) {
                pause();
                jdbc.execute("select pg_stat_clear_snapshot()");
                assertThat(count("select count(*) from pg_stat_activity where " + asking))
                        .isOne();
            }
            return started;
        }));

        assertThat(evaluating.join()).isEqualTo(4);
    }

    @Test
    void makesRoomForAMonthOnceWhereTwoNeedItAtTheSameTime() {
        CompletableFuture<Void> second = Objects.requireNonNull(transaction.execute(first -> {
            makeRoomUpTo("2028-01-01Z");
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> makeRoomUpTo("2028-01-01Z"));
            awaitBackend("wait_event = 'advisory' and query like 'select kernel.ensure_partitions%'");
            return started;
        }));

        assertThat(second).succeedsWithin(Duration.ofMinutes(1));
        assertThat(count("select count(*) from pg_inherits where inhrelid in"
                        + " ('access.access_event_2028_01'::regclass, 'explanation.verdict_2028_01'::regclass)"))
                .isEqualTo(2);
    }

    private void makeRoomUpTo(String day) {
        for (String table : List.of("access.access_event", "explanation.verdict")) {
            jdbc.query(
                    "select kernel.ensure_partitions(?::regclass, '2027-11-30Z', ?::timestamptz, ?)",
                    row -> {},
                    table,
                    day,
                    table.startsWith("access"));
        }
    }

    private void staff(String staffId, String account) {
        context("staff", "staff_id,kind,first_name,last_name", staffId + ",OFFICER,Ann,Archer");
        context(
                "accounts",
                "system_code,account_id,staff_id,from,to",
                "RMS," + account + "," + staffId + ",2025-01-01T00:00:00Z,");
    }

    private void access(String account, Instant written, Instant viewed) {
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id",
                "RMS,%1$s-1,%1$s,%2$s,UPDATE,PERSON,P-1".formatted(account, written),
                "RMS,%1$s-2,%1$s,%2$s,VIEW,PERSON,P-1".formatted(account, viewed));
    }

    /**
     * Holds a slice in the middle of its attribution, by what it has to write, which somebody else has not committed, until the
     * one after it waits for it.
     *
     * @param written when what it has to write was written
     * @param meanwhile runs in the transaction of that somebody, which is rolled back
     */
    private CompletableFuture<Long> whileASliceIsHeld(Instant written, Runnable meanwhile) {
        return Objects.requireNonNull(transaction.execute(held -> {
            held.setRollbackOnly();
            jdbc.update("""
                    insert into explanation.product (force_id, event_key, occurred_at, staff_id, record_type, record_id)
                    select force_id, event_key, occurred_at, 'B', record_type, record_id from access.access_event
                    where action = 'UPDATE' and occurred_at = ?
                    """, Timestamp.from(written));
            CompletableFuture<Long> started = CompletableFuture.supplyAsync(
                    () -> evaluation.evaluate(written.plus(Duration.ofDays(9)), (done, left) -> {}));
            awaitBackend("wait_event_type = 'Lock' and query like 'insert into explanation.product%'");
            awaitBackend("state = 'idle in transaction' and query like 'insert into explanation.verdict%'");
            meanwhile.run();
            return started;
        }));
    }

    private void awaitBackend(String which) {
        for (int look = 0; count("select count(*) from pg_stat_activity where " + which) == 0; look++) {
            assertThat(look).as("looks for a backend with %s", which).isLessThan(600);
            pause();
            jdbc.execute("select pg_stat_clear_snapshot()");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
