package uk.propercourse.ledger;

import java.time.Instant;
import java.util.Base64;

/**
 * A state of the log, signed: as C2SP tlog-checkpoint has it.
 *
 * @param size number of leaves
 * @param root of the tree, 32 bytes
 * @param note origin, size and root with signatures
 * @param madeAt by our clock
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its note.
public record Checkpoint(long size, byte[] root, String note, Instant madeAt) {

    /** What is signed. */
    static String text(String origin, long size, byte[] root) {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }
}
