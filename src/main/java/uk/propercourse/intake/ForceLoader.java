package uk.propercourse.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Service;

/**
 * Loads a force directory: the files of context {@value #SIDE_BY_SIDE} at a time, in the contract's order, and when all
 * of them are in, the accesses, so that these find the context they are judged by.
 */
@Service
public class ForceLoader {

    private static final int SIDE_BY_SIDE = 2;

    private final IntakeService intake;

    ForceLoader(IntakeService intake) {
        this.intake = intake;
    }

    /** Told of the work as it goes on, from more than one thread. */
    public interface Listener {

        /** A file is about to be loaded; what it gives is told the number of its rows so far. */
        LongConsumer loading(Path file);

        /** A file is loaded. Files come in the contract's order. */
        void loaded(Path file, Receipt receipt);
    }

    /** The contract's files in that folder, in loading order. */
    public List<Path> list(Path folder) throws IOException {
        return ForceDirectory.list(folder, intake.listFeeds()).stream()
                .map(ForceDirectory.Entry::file)
                .toList();
    }

    /**
     * Loads all files of the contract that the folder has.
     *
     * @param sender who loads it, for the intake page
     * @return the receipts in the contract's order
     * @throws IOException when a file cannot be opened; what was loaded stays
     */
    public List<Receipt> load(Path folder, String sender, Listener listener) throws IOException {
        List<ForceDirectory.Entry> entries = ForceDirectory.list(folder, intake.listFeeds());
        List<Receipt> receipts = new ArrayList<>();
        ExecutorService loaders = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            receipts.addAll(load(entries.stream().filter(e -> !isAccess(e)).toList(), sender, listener, loaders));
            receipts.addAll(load(entries.stream().filter(ForceLoader::isAccess).toList(), sender, listener, loaders));
        } finally {
            loaders.shutdownNow();
        }
        return receipts;
    }

    private static boolean isAccess(ForceDirectory.Entry entry) {
        return entry.feed().name().equals(Feed.ACCESS);
    }

    private List<Receipt> load(
            List<ForceDirectory.Entry> entries, String sender, Listener listener, ExecutorService loaders)
            throws IOException {
        List<Future<Receipt>> loading = entries.stream()
                .map(entry -> loaders.submit(() -> load(entry, sender, listener.loading(entry.file()))))
                .toList();
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Receipt receipt = await(loading.get(i));
            listener.loaded(entries.get(i).file(), receipt);
            receipts.add(receipt);
        }
        return receipts;
    }

    private Receipt load(ForceDirectory.Entry entry, String sender, LongConsumer progress) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(entry.file()))) {
            String name = String.valueOf(entry.file().getFileName());
            return intake.load(
                    entry.feed(),
                    new IntakeService.Source(name, sender, entry.format()),
                    in,
                    IntakeService.Admission.EVERYTHING,
                    progress);
        }
    }

    private static Receipt await(Future<Receipt> loading) throws IOException {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        }
    }
}
