package uk.propercourse.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.propercourse.ledger.LedgerVerification.Difference;
import uk.propercourse.ledger.LedgerVerification.Fault;

/** A run of leaves whose content and signatures are compared with what was sealed. One thread compares it. */
final class LeafWindow implements SealedContent.Sink {

    private static final int ELSEWHERE = -1;
    private static final int NOWHERE = -2;

    private final long start;
    private final Map<Long, LedgerStore.Append> appends = new HashMap<>();
    private final byte[] sealed;
    private final SignatureCheck signatures;
    private final BitSet seen = new BitSet();
    private final List<Difference> differences = new ArrayList<>();
    private LongPredicate erasureIsRecorded = leaf -> false;
    private long erased;
    private LedgerStore.@Nullable Append newest;

    /**
     * Of appends that follow one another.
     *
     * @param start the first leaf
     * @param sealed the stored hashes of all their leaves
     * @param signatures of the checkpoints that end within it
     */
    LeafWindow(long start, List<LedgerStore.Append> appends, byte[] sealed, SignatureCheck signatures) {
        this.start = start;
        this.sealed = sealed;
        this.signatures = signatures;
        appends.forEach(append -> this.appends.put(append.appendId(), append));
    }

    long start() {
        return start;
    }

    /** The first leaf after it. */
    long end() {
        return start + sealed.length / Hashing.SIZE;
    }

    byte[] sealed() {
        return sealed;
    }

    SignatureCheck signatures() {
        return signatures;
    }

    List<Difference> differences() {
        return differences;
    }

    long erased() {
        return erased;
    }

    /**
     * Compares it with what is stored.
     *
     * @param isErasureRecorded whether the ledger records that the content of that leaf was erased
     */
    LeafWindow compare(List<SealedContent> contents, LongPredicate isErasureRecorded) {
        erasureIsRecorded = isErasureRecorded;
        signatures.run();
        long first = appends.keySet().stream().mapToLong(id -> id).min().orElseThrow();
        long last = appends.keySet().stream().mapToLong(id -> id).max().orElseThrow();
        contents.forEach(content -> content.tell(first, last, this));
        int leaves = sealed.length / Hashing.SIZE;
        for (int i = seen.nextClearBit(0); i < leaves; i = seen.nextClearBit(i + 1)) {
            differ(Fault.MISSING, start + i, "what was sealed as leaf " + (start + i) + " is not there");
        }
        return this;
    }

    private void differ(Fault fault, long leaf, String what) {
        differences.add(new Difference(fault, leaf, what));
    }

    @Override
    public void content(long appendId, int ordinal, byte[] leafHash, Supplier<String> name) {
        int place = place(appendId, ordinal);
        if (place == ELSEWHERE) {
            return;
        }
        if (place == NOWHERE || seen.get(place)) {
            differ(Fault.ADDED, -1, name.get() + " is stored but was not sealed, or is there twice");
            return;
        }
        seen.set(place);
        int from = place * Hashing.SIZE;
        if (!Arrays.equals(leafHash, 0, Hashing.SIZE, sealed, from, from + Hashing.SIZE)) {
            differ(Fault.CHANGED, start + place, name.get() + " is not what was sealed");
        }
    }

    @Override
    public void erased(long appendId, int ordinal, Instant at, String reason) {
        int place = place(appendId, ordinal);
        if (place < 0) {
            return;
        }
        seen.set(place);
        erased++;
        if (!erasureIsRecorded.test(start + place)) {
            differ(
                    Fault.MISSING,
                    start + place,
                    "leaf " + (start + place) + " is noted as erased on " + at
                            + ", but the ledger has no record of that");
        }
    }

    private int place(long appendId, int ordinal) {
        if (newest == null || newest.appendId() != appendId) { // Neighbours mostly came together.
            newest = appends.get(appendId);
        }
        LedgerStore.Append append = newest;
        if (append == null) {
            return ELSEWHERE;
        }
        return ordinal < 0 || ordinal >= append.leaves() ? NOWHERE : (int) (append.firstLeaf() - start) + ordinal;
    }
}
