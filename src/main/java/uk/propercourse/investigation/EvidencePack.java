package uk.propercourse.investigation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.propercourse.review.FlagArguments;

/**
 * What a panel, counsel and the person concerned read: what was done when, what speaks for and against, what could not be
 * checked, and why it can be relied on. It has no score: a score says in which order to look, and nothing about what is so.
 *
 * @param person as the redaction shows them
 * @param lookedFor the explanations that were tried for each access
 * @param bundleHash SHA-256 of the evidence bundle, on every page
 * @param continuity how the accesses were kept
 */
record EvidencePack(
        String reference,
        String person,
        PersonKind personKind,
        String allegation,
        Redaction redaction,
        Instant madeAt,
        String madeBy,
        List<Entry> chronology,
        boolean cut,
        List<String> lookedFor,
        List<Sign> signs,
        List<FlagArguments> arguments,
        List<StepEntry> steps,
        @Nullable OutcomeEntry outcome,
        String bundleHash,
        Continuity continuity) {

    /** An access: what was done, the purpose that was stated, and what ties it to casework. */
    record Entry(
            int number, Instant at, String where, String what, String stated, boolean explained, List<String> ties) {}

    /** A rule that asked a question, in plain English. What others did whom it was made for has no place here. */
    record Sign(String name, String sentence, int accesses, String version) {}

    /** A step of the investigation. */
    record StepEntry(String when, String what, String note) {}

    /** How it ended. */
    record OutcomeEntry(String decidedOn, String finding, String proceedings, String sanctions, String reason) {}

    /** The ledger as it stood when the pack was made. */
    record Continuity(long leaves, String root, Instant signedAt) {}
}
