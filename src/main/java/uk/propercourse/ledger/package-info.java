/**
 * An append-only log as an RFC 6962 Merkle tree: what is appended cannot be changed or taken away without it showing to
 * anybody who kept a checkpoint.
 *
 * <p>{@link uk.propercourse.ledger.Ledger} appends leaf hashes in the caller's transaction and signs the new tree;
 * {@link uk.propercourse.ledger.LedgerReader} gives checkpoints, tiles (C2SP tlog-tiles) and proofs;
 * {@link uk.propercourse.ledger.LedgerVerification} recomputes everything from what is stored. It knows opaque bytes and
 * a kind; whoever owns content offers it for verification as {@link uk.propercourse.ledger.SealedContent}.
 */
@NullMarked
@ApplicationModule(
        displayName = "Ledger",
        allowedDependencies = {"kernel"})
package uk.propercourse.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
