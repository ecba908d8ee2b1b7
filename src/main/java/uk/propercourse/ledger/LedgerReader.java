package uk.propercourse.ledger;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the ledger: checkpoints, tiles and proofs. It cannot append. */
@Service
@Transactional(readOnly = true)
public class LedgerReader {

    /** Hashes in a full tile. */
    public static final int TILE = 256;

    private final LedgerStore store;
    private final LedgerSettings settings;
    private final Clock clock;

    LedgerReader(LedgerStore store, LedgerSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** The newest checkpoint with the cosignatures it has; empty while nothing was ever stored. */
    public Optional<Checkpoint> findLatest() {
        return store.findCheckpoint(null).map(this::cosigned);
    }

    private Checkpoint cosigned(Checkpoint checkpoint) {
        String lines = String.join("", store.listCosignatures(checkpoint.size()));
        return new Checkpoint(checkpoint.size(), checkpoint.root(), checkpoint.note() + lines, checkpoint.madeAt());
    }

    /** The verifier keys of the log, oldest first, in the text form of C2SP signed-note. */
    public List<String> listVerifierKeys() {
        return store.listKeys().stream().map(VerifierKey::text).toList();
    }

    /**
     * The hashes of a tile, 32 bytes each.
     *
     * @param width how many of its hashes, 1 to {@value #TILE}
     * @throws OutsideLedgerException when the tree does not reach that far
     */
    public byte[] tile(int level, long index, int width) {
        long end = index * TILE + width;
        long reach = size() >> (8 * Math.min(level, 7));
        if (level < 0 || level > 7 || index < 0 || width < 1 || width > TILE || end > reach) {
            throw new OutsideLedgerException(
                    "There is no tile " + level + "/" + index + " of " + width + " hashes yet.");
        }
        return store.hashes(level, index * TILE, width);
    }

    private long size() {
        return store.findCheckpoint(null).map(Checkpoint::size).orElse(0L);
    }

    /** The leaf of what was stored under that append and ordinal. */
    public long getLeaf(long appendId, int ordinal) {
        return store.findAppend(appendId)
                .filter(append -> ordinal >= 0 && ordinal < append.leaves())
                .map(append -> append.firstLeaf() + ordinal)
                .orElseThrow(() -> new OutsideLedgerException("The ledger has no append " + appendId + "."));
    }

    /**
     * The record of the erasure of that leaf's content.
     *
     * @throws OutsideLedgerException when there is none
     */
    public LedgerEntry getErasureOf(long leaf) {
        return store.findEntry(LedgerVerification.ERASURE, LedgerVerification.ERASED_LEAF, leaf)
                .orElseThrow(
                        () -> new OutsideLedgerException("There is no record of an erasure of leaf " + leaf + "."));
    }

    /** The stored hash of a leaf, 32 bytes. */
    public byte[] getLeafHash(long leaf) {
        return store.hashes(0, leaf, 1);
    }

    /**
     * The audit path of a leaf in the tree of that size, lowest sibling first.
     *
     * @throws OutsideLedgerException when the tree never had that size, or the leaf lies outside
     */
    public List<byte[]> inclusionProof(long leaf, long size) {
        long grown = size();
        if (leaf < 0 || leaf >= size || size > grown) {
            throw new OutsideLedgerException("There is no leaf " + leaf + " in a tree of " + size + " leaves.");
        }
        return proofs(grown).inclusion(leaf, size);
    }

    /**
     * What shows that the tree of the old size is a beginning of the other.
     *
     * @throws OutsideLedgerException when the sizes are not in order or beyond the tree
     */
    public List<byte[]> consistencyProof(long old, long size) {
        long grown = size();
        if (old < 0 || old > size || size > grown) {
            throw new OutsideLedgerException("There are no trees of " + old + " and " + size + " leaves to compare.");
        }
        return proofs(grown).consistency(old, size);
    }

    /** Reads each tile once a proof. */
    private Proofs proofs(long size) {
        Map<String, byte[]> tiles = new HashMap<>();
        return new Proofs((level, first, count) -> {
            long tile = first / TILE;
            int width = (int) Math.min(TILE, (size >> (8 * level)) - tile * TILE);
            byte[] hashes = tiles.computeIfAbsent(level + "/" + tile, key -> store.hashes(level, tile * TILE, width));
            int from = (int) (first % TILE) * Hashing.SIZE;
            return java.util.Arrays.copyOfRange(hashes, from, from + count * Hashing.SIZE);
        });
    }

    /**
     * Keeps a witness's cosignatures of a checkpoint.
     *
     * @param note the checkpoint with signature lines of witnesses; lines of unknown keys are passed over
     * @return how many of its lines are from witnesses we know
     * @throws CosignatureRefusedException when it is no note of ours or a known witness's line does not verify
     */
    @Transactional
    public int cosign(String note) {
        SignedNote signed = parse(note);
        Checkpoint ours = store.findCheckpoint(sizeOf(signed))
                .filter(checkpoint -> checkpoint.note().startsWith(signed.text() + "\n"))
                .orElseThrow(() -> new CosignatureRefusedException("This is not a checkpoint of this ledger."));
        int kept = 0;
        for (String text : settings.witness().keys()) {
            VerifierKey witness = VerifierKey.parse(text);
            for (SignedNote.Line line : signed.signatures()) {
                if (SignedNote.isFrom(line, witness)) {
                    if (!signed.isSignedBy(witness)) {
                        throw new CosignatureRefusedException(
                                "The cosignature of " + witness.name() + " does not verify.");
                    }
                    store.addCosignature(ours.size(), witness.name(), line.line(), clock.instant());
                    kept++;
                }
            }
        }
        return kept;
    }

    private static SignedNote parse(String note) {
        try {
            return SignedNote.parse(note);
        } catch (IllegalArgumentException e) {
            throw new CosignatureRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static long sizeOf(SignedNote note) {
        String[] lines = note.text().split("\n", -1);
        try {
            return lines.length < 3 ? -1 : Long.parseLong(lines[1]);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
