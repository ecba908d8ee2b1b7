package uk.propercourse.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import uk.propercourse.intake.ForceLoader;
import uk.propercourse.intake.Receipt;

/** Shows how many rows of a force are loaded, all files together, and a line for each file that is done. */
final class ImportProgress implements ForceLoader.Listener {

    private final Progress progress;
    private final Consumer<Receipt> receipts;
    private final AtomicLong rows = new AtomicLong();

    ImportProgress(Progress progress, Consumer<Receipt> receipts) {
        this.progress = progress;
        this.receipts = receipts;
    }

    @Override
    public LongConsumer loading(Path file) {
        AtomicLong before = new AtomicLong();
        return now -> progress.update(rows.addAndGet(now - before.getAndSet(now)));
    }

    @Override
    public void loaded(Path file, Receipt receipt) {
        receipts.accept(receipt);
        progress.done(summary(file, receipt));
    }

    static String summary(Path file, Receipt receipt) {
        return String.format(
                Locale.UK,
                "%s: %,d received, %,d accepted, %,d duplicates, %,d quarantined",
                file.getFileName(),
                receipt.received(),
                receipt.accepted(),
                receipt.duplicates(),
                receipt.quarantined());
    }
}
