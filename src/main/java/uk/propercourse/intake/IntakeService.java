package uk.propercourse.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Streams a source through a feed, in chunks of {@value #CHUNK} rows, each one transaction; while one chunk is written
 * the next is read. Memory does not grow with the source.
 */
@Service
public class IntakeService {

    static final int CHUNK = 5_000;

    /** Chunks of a batch into the same tables after which these have grown so much that their statistics mislead. */
    private static final Set<Integer> GROWN = Set.of(1, 10, 100);

    private final List<Feed> feeds;
    private final BatchStore batches;
    private final ApplicationEventPublisher events;

    IntakeService(List<Feed> feeds, BatchStore batches, ApplicationEventPublisher events) {
        this.feeds = feeds.stream().sorted(Comparator.comparingInt(Feed::order)).toList();
        this.batches = batches;
        this.events = events;
    }

    /** The feeds in the loading order of the contract. */
    public List<Feed> listFeeds() {
        return feeds;
    }

    /**
     * The feed of that name.
     *
     * @throws UnknownFeedException when the contract has none
     */
    public Feed getFeed(String name) {
        return feeds.stream()
                .filter(feed -> feed.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownFeedException(
                        name, feeds.stream().map(Feed::name).toList()));
    }

    /** Says why a row may not come in by this way, or null. */
    public interface Admission {

        /** Lets every row in. */
        Admission EVERYTHING = values -> null;

        /** What is wrong with the row, given its normalised values in the feed's order; null when it may come in. */
        @Nullable
        String refusal(@Nullable Object[] values);
    }

    /**
     * A source to load.
     *
     * @param name for the intake page: a file's name, or the way it came
     * @param sender who sent it: a token's name, or the command
     * @param format its form; gzip is recognised by its first bytes
     */
    public record Source(String name, String sender, Format format) {}

    /**
     * Loads all rows of a source in the contract's own form.
     *
     * @param progress told the number of rows so far, after each chunk
     * @throws IOException when the source cannot be opened; rows before a break are kept and the break is quarantined
     */
    public Receipt load(Feed feed, Source source, InputStream in, Admission admission, LongConsumer progress)
            throws IOException {
        return load(feed, source, in, RowMapping.contract(feed), admission, progress);
    }

    /** Loads a system's own export through a profile; see {@link #load(Feed, Source, InputStream, Admission, LongConsumer)}. */
    public Receipt load(SourceProfile profile, Source source, InputStream in, LongConsumer progress)
            throws IOException {
        Feed feed = getFeed(profile.feed());
        return load(feed, source, in, new ProfileMapping(profile, feed), Admission.EVERYTHING, progress);
    }

    private Receipt load(
            Feed feed, Source source, InputStream in, RowMapping mapping, Admission admission, LongConsumer progress)
            throws IOException {
        RowReader reader = source.format().reader(Format.unpacked(in), mapping);
        UUID batchId = batches.open(feed, source.name(), source.sender());
        boolean first = feed.isEmpty();
        Totals totals = new Totals();
        ExecutorService writer = Executors.newFixedThreadPool(feed.writers());
        Deque<Future<?>> writing = new ArrayDeque<>();
        try {
            while (true) {
                StagedChunk chunk = readChunk(feed, reader, mapping, admission);
                if (chunk.rows() == 0) {
                    break;
                }
                if (writing.size() >= feed.writers()) {
                    await(writing.remove());
                }
                progress.accept(totals.read += chunk.rows());
                writing.add(writer.submit(() -> {
                    totals.add(batches.write(feed, batchId, first, chunk));
                    List<String> growing = feed.growingTables();
                    if (chunk.rows() == CHUNK && GROWN.contains(totals.chunks(growing))) {
                        batches.analyse(growing);
                    }
                }));
            }
            while (!writing.isEmpty()) {
                await(writing.remove());
            }
        } catch (IOException | RuntimeException e) {
            batches.fail(batchId, "stopped: " + e.getMessage());
            throw e;
        } finally {
            writer.shutdown();
        }
        Receipt receipt = batches.close(feed, batchId, totals.unresolved.size(), reader.warnings());
        if (receipt.received() > 0) {
            events.publishEvent(new ContextReceived(batchId, feed.name(), receipt.accepted()));
        }
        return receipt;
    }

    private static final class Totals {
        private long read;
        private final Map<List<String>, Integer> chunks = new HashMap<>();
        private final Set<String> unresolved = new HashSet<>();

        /** How many chunks went into those tables, one more included: a new month has tables that nothing is known of. */
        private synchronized int chunks(List<String> tables) {
            return chunks.merge(tables, 1, Integer::sum);
        }

        private synchronized void add(BatchStore.Written written) {
            unresolved.addAll(written.unresolved());
        }
    }

    private static StagedChunk readChunk(Feed feed, RowReader reader, RowMapping mapping, Admission admission)
            throws IOException {
        StagedChunk chunk = new StagedChunk();
        for (int i = 0; i < CHUNK; i++) {
            SourceRow row = reader.next();
            if (row == null) {
                break;
            }
            stage(feed, row, mapping, admission, chunk);
        }
        return chunk;
    }

    private static void stage(Feed feed, SourceRow row, RowMapping mapping, Admission admission, StagedChunk chunk) {
        if (row.problem() != null) {
            chunk.refuse(row, row.problem());
            return;
        }
        List<String> problems = new ArrayList<>(0);
        @Nullable String[] texts = mapping.map(row.values(), problems::add);
        List<FeedColumn> columns = feed.columns();
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).normalise(texts[i], problems::add);
        }
        String whole = problems.isEmpty() ? feed.check(values) : null;
        String refusal = whole == null && problems.isEmpty() ? admission.refusal(values) : whole;
        if (refusal != null) {
            problems.add(refusal);
        }
        if (problems.isEmpty()) {
            chunk.stage(row, values);
        } else {
            chunk.refuse(row, String.join("; ", problems));
        }
    }

    private static void await(Future<?> writing) {
        try {
            writing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        }
    }
}
