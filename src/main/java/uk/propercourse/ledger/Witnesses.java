package uk.propercourse.ledger;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import uk.propercourse.kernel.Mailer;
import uk.propercourse.kernel.WebOnly;

/** Gives checkpoints to those who keep them: from then on rewriting history means rewriting what they hold. */
@Service
@WebOnly
public class Witnesses {

    private static final Logger log = LoggerFactory.getLogger(Witnesses.class);

    private final LedgerReader reader;
    private final LedgerSettings settings;
    private final Mailer mailer;

    Witnesses(LedgerReader reader, LedgerSettings settings, Mailer mailer) {
        this.reader = reader;
        this.settings = settings;
        this.mailer = mailer;
    }

    /** Gives the newest checkpoint to the witness folder and to the witness address, where they are set. */
    public void hand() {
        reader.findLatest().ifPresent(checkpoint -> {
            Path folder = settings.witness().folder();
            if (folder != null) {
                WitnessFolder.write(folder, checkpoint);
                log.info("Gave the checkpoint of {} leaves to the witness folder {}", checkpoint.size(), folder);
            }
            String address = settings.witness().mail();
            if (address != null) {
                mailer.send(
                        address,
                        "Checkpoint of " + settings.origin() + ", " + checkpoint.size() + " leaves",
                        "Keep this message. It proves what the log of accesses was when it was sent: a later checkpoint of\n"
                                + "the same log can be checked against it, and a log that was rewritten cannot.\n\n"
                                + checkpoint.note());
                log.info("Sent the checkpoint of {} leaves to the witness address", checkpoint.size());
            }
        });
    }
}
