package uk.propercourse.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recomputes the whole ledger from what is stored and compares: each leaf from its content, the tree from its leaves, each
 * checkpoint from the tree, each signature from its key, and the witness's copies. It shares no cache with appending and
 * changes nothing. Memory is bounded by a window of leaves.
 */
@Service
public class LedgerVerification {

    /** The kind of leaf that records an erasure. */
    public static final String ERASURE = "ERASURE";
    /** The member of an erasure's content that names the leaf whose content went. */
    public static final String ERASED_LEAF = "leaf";

    private static final int WINDOW = 250_000;
    private static final int APPENDS = 2_000;
    private static final int MOST = 1_000;

    private final LedgerStore store;
    private final List<SealedContent> contents;
    private final LedgerSettings settings;
    private final JsonMapper json;

    LedgerVerification(LedgerStore store, List<SealedContent> contents, LedgerSettings settings, JsonMapper json) {
        this.store = store;
        this.contents = List.copyOf(contents);
        this.settings = settings;
        this.json = json;
    }

    /** What is wrong. */
    public enum Fault {
        /** The content is not what was sealed. */
        CHANGED,
        /** The content of a leaf is not there, and no lawful erasure says why. */
        MISSING,
        /** There is content that was never sealed, or twice. */
        ADDED,
        /** The tree, a checkpoint or a signature does not hold. */
        TREE
    }

    /**
     * One thing that differs.
     *
     * @param leaf its index in the tree, -1 where it has none
     * @param what names it and says how it differs
     */
    public record Difference(Fault fault, long leaf, String what) {}

    /**
     * What a verification saw.
     *
     * @param leaves of the newest checkpoint
     * @param checkpoints whose root and signature were recomputed
     * @param erased leaves whose content was lawfully erased
     * @param unsealed content that was stored before there was a ledger
     * @param differences by leaf, at most {@value #MOST}
     */
    public record Report(long leaves, long checkpoints, long erased, long unsealed, List<Difference> differences) {

        /** Whether nothing differs. */
        public boolean holds() {
            return differences.isEmpty();
        }
    }

    /**
     * Verifies everything.
     *
     * @param progress told how many leaves are done and how many are left
     */
    public Report verify(BiConsumer<Long, Long> progress) {
        return new Run(progress).run();
    }

    private final class Run implements SealedContent.Sink {

        private final BiConsumer<Long, Long> progress;
        private final List<Difference> differences = new ArrayList<>();
        private final GrowingTree tree = new GrowingTree();
        private final Set<Long> erasureRecords = new HashSet<>();
        private final Map<Long, LedgerStore.Append> window = new HashMap<>();
        private long windowStart;
        private byte[] sealed = new byte[0];
        private final BitSet seen = new BitSet();
        private long erased;
        private long checkpoints;
        private final Map<Integer, Long> levels = new HashMap<>();

        Run(BiConsumer<Long, Long> progress) {
            this.progress = progress;
        }

        Report run() {
            Checkpoint latest = store.findCheckpoint(null).orElse(null);
            long size = latest == null ? 0 : latest.size();
            readErasures();
            try {
                while (windowStart < size && nextWindow(size)) {
                    checkContent();
                    growTree();
                    windowStart += sealed.length / Hashing.SIZE;
                    progress.accept(windowStart, size - windowStart);
                }
            } catch (IllegalStateException e) {
                differ(Fault.TREE, windowStart, String.valueOf(e.getMessage()));
            }
            if (windowStart < size) {
                differ(Fault.TREE, windowStart, "the checkpoint has " + size + " leaves, the ledger " + windowStart);
            }
            long unsealed = checkUnsealed();
            checkWitness();
            differences.sort(Comparator.comparingLong(Difference::leaf));
            return new Report(size, checkpoints, erased, unsealed, List.copyOf(differences));
        }

        private void differ(Fault fault, long leaf, String what) {
            if (differences.size() < MOST) {
                differences.add(new Difference(fault, leaf, what));
            }
        }

        private void readErasures() {
            store.forEachEntry(
                    ERASURE,
                    content -> erasureRecords.add(
                            json.readTree(content).path(ERASED_LEAF).asLong(-1)));
        }

        /** Takes appends until they make a window; false when the next leaf belongs to no append. */
        private boolean nextWindow(long size) {
            window.clear();
            seen.clear();
            int leaves = 0;
            for (LedgerStore.Append append : store.listAppends(windowStart, APPENDS)) {
                if (append.firstLeaf() != windowStart + leaves || append.firstLeaf() + append.leaves() > size) {
                    break;
                }
                window.put(append.appendId(), append);
                leaves += append.leaves();
                if (leaves >= WINDOW) {
                    break;
                }
            }
            sealed = leaves == 0 ? new byte[0] : store.hashes(0, windowStart, leaves);
            return leaves > 0;
        }

        private void checkContent() {
            long first = window.keySet().stream().mapToLong(id -> id).min().orElseThrow();
            long last = window.keySet().stream().mapToLong(id -> id).max().orElseThrow();
            contents.forEach(content -> content.tell(first, last, this));
            int leaves = sealed.length / Hashing.SIZE;
            for (int i = seen.nextClearBit(0); i < leaves; i = seen.nextClearBit(i + 1)) {
                differ(
                        Fault.MISSING,
                        windowStart + i,
                        "what was sealed as leaf " + (windowStart + i) + " is not there");
            }
        }

        @Override
        public void content(long appendId, int ordinal, byte[] leafHash, Supplier<String> name) {
            int place = place(appendId, ordinal);
            if (place == NOT_HERE) {
                return;
            }
            if (place == NOWHERE || seen.get(place)) {
                differ(Fault.ADDED, -1, name.get() + " is stored but was not sealed, or is there twice");
                return;
            }
            seen.set(place);
            int from = place * Hashing.SIZE;
            if (!Arrays.equals(leafHash, 0, Hashing.SIZE, sealed, from, from + Hashing.SIZE)) {
                differ(Fault.CHANGED, windowStart + place, name.get() + " is not what was sealed");
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
            if (!erasureRecords.contains(windowStart + place)) {
                differ(
                        Fault.MISSING,
                        windowStart + place,
                        "leaf " + (windowStart + place) + " is noted as erased on " + at
                                + ", but the ledger has no record of that");
            }
        }

        private static final int NOT_HERE = -1;
        private static final int NOWHERE = -2;

        private int place(long appendId, int ordinal) {
            LedgerStore.Append append = window.get(appendId);
            if (append == null) {
                return NOT_HERE;
            }
            return ordinal < 0 || ordinal >= append.leaves()
                    ? NOWHERE
                    : (int) (append.firstLeaf() - windowStart) + ordinal;
        }

        /** Each checkpoint within the window must be the root of the leaves up to it. */
        private void growTree() {
            List<VerifierKey> keys = store.listKeys();
            long end = windowStart + sealed.length / Hashing.SIZE;
            List<Checkpoint> due = new ArrayList<>(store.listCheckpoints(windowStart, (int) (end - windowStart)));
            for (int from = 0; from < sealed.length; from += Hashing.SIZE) {
                tree.append(Arrays.copyOfRange(sealed, from, from + Hashing.SIZE));
                if (!due.isEmpty() && due.get(0).size() == tree.size()) {
                    check(due.remove(0), keys);
                }
            }
            checkUpperLevels();
        }

        private void check(Checkpoint checkpoint, List<VerifierKey> keys) {
            checkpoints++;
            String text = Checkpoint.text(settings.origin(), checkpoint.size(), tree.root());
            if (!checkpoint.note().startsWith(text + "\n")) {
                differ(
                        Fault.TREE,
                        checkpoint.size() - 1,
                        "the checkpoint of " + checkpoint.size()
                                + " leaves does not belong to the leaves that are stored");
                return;
            }
            SignedNote note = SignedNote.parse(checkpoint.note());
            if (keys.stream().noneMatch(note::isSignedBy)) {
                differ(
                        Fault.TREE,
                        checkpoint.size() - 1,
                        "the signature of the checkpoint of " + checkpoint.size() + " leaves does not verify");
            }
        }

        private void checkUpperLevels() {
            List<byte[]> completed = tree.takeCompleted();
            for (int level = 1; level < completed.size(); level++) {
                byte[] hashes = completed.get(level);
                if (hashes.length > 0) {
                    long first = levels.getOrDefault(level, 0L);
                    int count = hashes.length / Hashing.SIZE;
                    levels.put(level, first + count);
                    if (!Arrays.equals(hashes, store.hashes(level, first, count))) {
                        differ(
                                Fault.TREE,
                                windowStart,
                                "stored hashes of level " + level + " do not belong to the leaves below them");
                    }
                }
            }
        }

        private long checkUnsealed() {
            long unsealed = 0;
            for (SealedContent content : contents) {
                unsealed += content.countOlderThanLedger();
                content.listUnsealed(MOST)
                        .forEach(name -> differ(Fault.ADDED, -1, name + " is stored but was never sealed"));
            }
            return unsealed;
        }

        private void checkWitness() {
            Path folder = settings.witness().folder();
            if (folder == null) {
                return;
            }
            for (WitnessFolder.Copy copy : WitnessFolder.list(folder)) {
                boolean ours = store.findCheckpoint(copy.size())
                        .filter(checkpoint -> copy.note()
                                .startsWith(Checkpoint.text(settings.origin(), checkpoint.size(), checkpoint.root())
                                        + "\n"))
                        .isPresent();
                if (!ours) {
                    differ(
                            Fault.TREE,
                            copy.size() - 1,
                            "the witness holds " + copy.file()
                                    + ", which this ledger does not know: history was rewritten, or the file is another log's");
                }
            }
        }
    }
}
