package uk.propercourse.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether checkpoints are signed by a key of the log. Signatures are slow to verify, so that this runs beside other work. */
final class SignatureCheck {

    private final List<VerifierKey> keys;
    private final List<Checkpoint> checkpoints;
    private final Set<Long> signed = new HashSet<>();

    SignatureCheck(List<VerifierKey> keys, List<Checkpoint> checkpoints) {
        this.keys = keys;
        this.checkpoints = checkpoints;
    }

    /** In the order of their sizes. */
    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    void run() {
        for (Checkpoint checkpoint : checkpoints) {
            if (isSigned(checkpoint.note())) {
                signed.add(checkpoint.size());
            }
        }
    }

    private boolean isSigned(String text) {
        try {
            return keys.stream().anyMatch(SignedNote.parse(text)::isSignedBy);
        } catch (IllegalArgumentException e) {
            return false; // No signed note at all.
        }
    }

    /** Whether the signature of that one was found good. */
    boolean holds(Checkpoint checkpoint) {
        return signed.contains(checkpoint.size());
    }
}
