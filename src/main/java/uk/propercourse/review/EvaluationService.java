package uk.propercourse.review;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.DueQueue;
import uk.propercourse.explanation.Judging;
import uk.propercourse.explanation.Lags;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.RuleMatching;
import uk.propercourse.rules.RuleWeights;
import uk.propercourse.rules.TouchedStories;
import uk.propercourse.rules.VolumeRollUp;

/**
 * Plays everything that is due, in the order of due times, a slice a transaction: who it was, the rules that do not
 * wait, then explanation and the other rules for what settles, and the flags of both. What has not settled by the end is
 * explained then, for the time being.
 *
 * <p>One evaluation runs at a time, in whichever process; another waits for the slice. Killed at any moment, the next
 * run goes on from the last slice that was committed.
 */
@Service
public class EvaluationService {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluationService.class);

    /** Slices that may be attributed, or being so, behind the one that settles: enough that neither has to wait for the other. */
    private static final int AHEAD = 2;

    private final DueQueue queue;
    private final Judging judging;
    private final VolumeRollUp volume;
    private final RuleWeights weights;
    private final RuleMatching matching;
    private final TouchedStories touched;
    private final FlagRaising flags;
    private final GrownTables tables;
    private final TransactionTemplate transaction;

    EvaluationService(
            DueQueue queue,
            Judging judging,
            VolumeRollUp volume,
            RuleWeights weights,
            RuleMatching matching,
            TouchedStories touched,
            FlagRaising flags,
            GrownTables tables,
            TransactionTemplate transaction) {
        this.queue = queue;
        this.judging = judging;
        this.volume = volume;
        this.weights = weights;
        this.matching = matching;
        this.touched = touched;
        this.flags = flags;
        this.tables = tables;
        this.transaction = transaction;
    }

    /**
     * Evaluates all that is due as though the clock stood at {@code asOf}.
     *
     * @param progress told after each slice how many judgements are made and how many are left
     * @return how many judgements were made: an access is judged when it arrives and when it settles
     */
    public long evaluate(Instant asOf, BiConsumer<Long, Long> progress) {
        long done = 0;
        ExecutorService judges = Executors.newCachedThreadPool();
        DueQueue.Turn turn = queue.takeTurn();
        try {
            takeIn(asOf, judges);
            Lags lags = inTransaction(matching::lags);
            long left = inTransaction(() -> queue.countDue(asOf, lags));
            Deque<Played> behind = new ArrayDeque<>();
            Instant until = inTransaction(touched::newestFinding);
            raiseKept(FlagRaising.ALL, until);
            while (true) {
                Played last = behind.isEmpty() ? Played.NOTHING : behind.getLast();
                Optional<DueQueue.Slice> next =
                        inTransaction(() -> queue.nextSlice(asOf, last.slice(), attributed(behind), lags));
                if (next.isEmpty() && behind.isEmpty()) {
                    judgeProvisionally(asOf, judges);
                    return done;
                }
                if (next.isPresent()) {
                    DueQueue.Slice slice = next.get();
                    until = until.isAfter(slice.end()) ? until : slice.end();
                    behind.add(play(slice, asOf, until, lags, last, judges));
                }
                if (next.isEmpty() || behind.size() > AHEAD) {
                    long made = await(behind.remove().made());
                    done += made;
                    left = Math.max(0, left - made);
                    progress.accept(done, left);
                }
            }
        } finally {
            finish(judges);
            turn.close();
        }
    }

    /** Lets whatever is on its way end, so that the turn is not given back before. */
    private static void finish(ExecutorService judges) {
        judges.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = judges.awaitTermination(1, TimeUnit.MINUTES);
                if (!ended) {
                    LOG.info("waiting for the last slices to end");
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeIn(Instant asOf, ExecutorService judges) {
        List<Future<?>> takers = new ArrayList<>();
        for (int taker = 0; taker < DueQueue.PARTS; taker++) {
            takers.add(judges.submit(() -> {
                int chunks;
                do {
                    chunks = inTransaction(() -> queue.takeIn(asOf));
                } while (chunks > 0);
            }));
        }
        takers.forEach(EvaluationService::await);
    }

    /**
     * A slice on its way: whether it holds the accounts or no longer needs to, how many arrivals it attributes, and how many
     * judgements it will have been in all.
     */
    private record Played(
            DueQueue.Slice slice, CompletableFuture<Boolean> holding, Future<Integer> arrived, Future<Long> made) {

        static final Played NOTHING = new Played(
                DueQueue.Slice.NOTHING,
                CompletableFuture.completedFuture(true),
                CompletableFuture.completedFuture(0),
                CompletableFuture.completedFuture(0L));
    }

    /** Up to when arrivals are attributed, of slices that follow one another. */
    private static Instant attributed(Deque<Played> behind) {
        Instant attributed = DueQueue.Slice.NOTHING.end();
        for (Played slice : behind) {
            if (!slice.arrived().isDone()) {
                return slice.slice().after();
            }
            attributed = slice.slice().end();
        }
        return attributed;
    }

    private Played play(
            DueQueue.Slice slice, Instant asOf, Instant until, Lags lags, Played before, ExecutorService judges) {
        runInTransaction(() -> queue.makeRoom(slice));
        CompletableFuture<Boolean> holding = new CompletableFuture<>();
        Future<Integer> arrived = judges.submit(() -> {
            try {
                return inTransaction(() -> attribute(slice, asOf, lags, before, holding));
            } finally {
                holding.complete(true);
            }
        });
        return new Played(slice, holding, arrived, judges.submit(() -> {
            int made = await(arrived);
            await(before.made());
            return made + settle(slice, until, lags, judges);
        }));
    }

    /**
     * Arrivals of a slice are attributed while earlier ones settle, which look at nothing that happened later. Several slices may be
     * at it, but what is counted and asked of the arrivals of one comes when the slice before it is committed: it must see all of
     * that and nothing later. They hold the accounts in their order: were one to hold them and wait for the one before it,
     * that one might wait for them behind an import of accounts, which waits for the one that holds them.
     */
    private int attribute(
            DueQueue.Slice slice, Instant asOf, Lags lags, Played before, CompletableFuture<Boolean> holding) {
        await(before.holding());
        int arrived = judging.attribute(slice, asOf, lags, () -> holding.complete(true));
        await(before.arrived());
        if (arrived > 0) {
            tables.refreshStatistics();
            volume.update(London.day(slice.end()));
            matching.matchArrived();
            touched.keep(slice.end());
        }
        return arrived;
    }

    /**
     * Settles a slice in parts side by side, which never share a person. First come the flags of what arrived in it, which no
     * part has to itself, and what the day's rules are worth.
     */
    private long settle(DueQueue.Slice slice, Instant until, Lags lags, ExecutorService judges) {
        raiseKept(slice.end(), until);
        List<DueQueue.Share> shares = inTransaction(() -> {
            weights.weigh(London.day(slice.end()));
            return queue.shares(slice);
        });
        List<Future<Integer>> others = shares.stream()
                .skip(1)
                .map(share -> judges.submit(() -> inTransaction(() -> settle(slice, until, lags, share))))
                .toList();
        long own = inTransaction(() -> settle(slice, until, lags, shares.get(0)));
        return own + others.stream().mapToLong(EvaluationService::await).sum();
    }

    private int settle(DueQueue.Slice slice, Instant until, Lags lags, DueQueue.Share share) {
        int settled = judging.settle(slice, share, lags);
        if (settled > 0) {
            matching.matchDue(lags);
            flags.update(until);
        }
        return settled;
    }

    private void judgeProvisionally(Instant asOf, ExecutorService judges) {
        List<Future<?>> parts = new ArrayList<>();
        for (DueQueue.Share share : inTransaction(queue::provisionalShares)) {
            parts.add(judges.submit(() -> runInTransaction(() -> judging.judgeProvisionally(share, asOf))));
        }
        parts.forEach(EvaluationService::await);
    }

    private void raiseKept(Instant sliceEnd, Instant until) {
        runInTransaction(() -> {
            if (touched.recall(sliceEnd)) {
                flags.update(until);
            }
        });
    }

    private void runInTransaction(Runnable work) {
        inTransaction(() -> {
            work.run();
            return true;
        });
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            queue.commitWithoutWaiting();
            return work.get();
        }));
    }

    private static <T> T await(Future<T> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evaluating", e);
        }
    }
}
