package uk.propercourse.ledger;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recomputes the whole ledger from what is stored and compares: each leaf from its content, the tree from its leaves, each
 * checkpoint from the tree, each signature from its key, and the witness's copies. It shares no cache with appending and
 * changes nothing. Memory is bounded by a few windows of leaves.
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
    private static final int SIDE_BY_SIDE = 2;

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
     * @param entries of them, those that record acts; the others are events
     * @param checkpoints whose root and signature were recomputed
     * @param erased leaves whose content was lawfully erased
     * @param unsealed content that was stored before there was a ledger
     * @param differences by leaf, at most {@value #MOST}
     */
    public record Report(
            long leaves, long entries, long checkpoints, long erased, long unsealed, List<Difference> differences) {

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

    private final class Run {

        private final BiConsumer<Long, Long> progress;
        private final List<Difference> differences = new ArrayList<>();
        private final GrowingTree tree = new GrowingTree();
        private final Map<Integer, Long> levels = new HashMap<>();
        private final Set<Long> erasureRecords = new HashSet<>();
        private long erased;
        private long checkpoints;

        Run(BiConsumer<Long, Long> progress) {
            this.progress = progress;
        }

        Report run() {
            Checkpoint latest = store.findCheckpoint(null).orElse(null);
            long size = latest == null ? 0 : latest.size();
            store.forEachEntry(
                    ERASURE,
                    content -> erasureRecords.add(
                            json.readTree(content).path(ERASED_LEAF).asLong(-1)));
            checkLeaves(size);
            checkKeys();
            long unsealed = checkUnsealed();
            checkWitness();
            differences.sort(Comparator.comparingLong(Difference::leaf));
            return new Report(
                    size,
                    store.countEntries(),
                    checkpoints,
                    erased,
                    unsealed,
                    List.copyOf(differences.subList(0, Math.min(MOST, differences.size()))));
        }

        /** Whoever may sign was announced by a leaf: a key that was slipped in could sign another history. */
        private void checkKeys() {
            Set<String> announced = new HashSet<>();
            store.forEachEntry(
                    Ledger.KEY,
                    content -> announced.add(
                            json.readTree(content).path(Ledger.VERIFIER_KEY).asString("")));
            Set<String> known = new HashSet<>();
            store.listKeys().forEach(key -> known.add(key.text()));
            known.stream()
                    .filter(key -> !announced.contains(key))
                    .forEach(key -> differ(Fault.TREE, -1, "signing key " + key + " was never announced by a leaf"));
            announced.stream()
                    .filter(key -> !known.contains(key))
                    .forEach(key -> differ(Fault.TREE, -1, "announced signing key " + key + " is gone"));
        }

        private void differ(Fault fault, long leaf, String what) {
            differences.add(new Difference(fault, leaf, what));
        }

        /** Contents are compared a few windows at a time, the tree grows in order. */
        private void checkLeaves(long size) {
            ExecutorService comparing = Executors.newFixedThreadPool(SIDE_BY_SIDE);
            List<VerifierKey> keys = store.listKeys();
            Deque<Future<LeafWindow>> windows = new ArrayDeque<>();
            try {
                long next = 0;
                while (tree.size() < size) {
                    while (next < size && windows.size() < SIDE_BY_SIDE) {
                        LeafWindow window = window(next, size, keys);
                        next = window.end();
                        windows.add(comparing.submit(() -> window.compare(contents, this::isErasureRecorded)));
                    }
                    LeafWindow done = await(windows.remove());
                    differences.addAll(done.differences());
                    erased += done.erased();
                    growTree(done);
                    progress.accept(tree.size(), size - tree.size());
                }
            } catch (IllegalStateException e) {
                differ(Fault.TREE, tree.size(), String.valueOf(e.getMessage()));
            } finally {
                comparing.shutdownNow();
            }
        }

        /** Takes appends until they make a window. */
        private LeafWindow window(long start, long size, List<VerifierKey> keys) {
            List<LedgerStore.Append> appends = new ArrayList<>();
            int leaves = 0;
            for (LedgerStore.Append append : store.listAppends(start, APPENDS)) {
                if (append.firstLeaf() != start + leaves || append.firstLeaf() + append.leaves() > size) {
                    break;
                }
                appends.add(append);
                leaves += append.leaves();
                if (leaves >= WINDOW) {
                    break;
                }
            }
            if (leaves == 0) {
                throw new IllegalStateException("the checkpoint has " + size + " leaves, but leaf " + start
                        + " belongs to nothing that was appended");
            }
            return new LeafWindow(
                    start,
                    appends,
                    store.hashes(0, start, leaves),
                    new SignatureCheck(keys, store.listCheckpoints(start, start + leaves)));
        }

        /** Each checkpoint within the window must be the root of the leaves up to it. */
        private void growTree(LeafWindow window) {
            Deque<Checkpoint> due = new ArrayDeque<>(window.signatures().checkpoints());
            byte[] sealed = window.sealed();
            for (int from = 0; from < sealed.length; from += Hashing.SIZE) {
                tree.append(Arrays.copyOfRange(sealed, from, from + Hashing.SIZE));
                if (!due.isEmpty() && due.element().size() == tree.size()) {
                    check(due.remove(), window.signatures());
                }
            }
            checkUpperLevels(window.start());
        }

        private void check(Checkpoint checkpoint, SignatureCheck signatures) {
            checkpoints++;
            String text = Checkpoint.text(settings.origin(), checkpoint.size(), tree.root());
            if (!checkpoint.note().startsWith(text + "\n")) {
                differ(
                        Fault.TREE,
                        checkpoint.size() - 1,
                        "the checkpoint of " + checkpoint.size()
                                + " leaves does not belong to the leaves that are stored");
            } else if (!signatures.holds(checkpoint)) {
                differ(
                        Fault.TREE,
                        checkpoint.size() - 1,
                        "the signature of the checkpoint of " + checkpoint.size() + " leaves does not verify");
            }
        }

        private void checkUpperLevels(long start) {
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
                                start,
                                "stored hashes of level " + level + " do not belong to the leaves below them");
                    }
                }
            }
        }

        /** Looks again, as an erasure may have come since the records were read. */
        private boolean isErasureRecorded(long leaf) {
            return erasureRecords.contains(leaf)
                    || store.findEntry(ERASURE, ERASED_LEAF, leaf).isPresent();
        }

        private static LeafWindow await(Future<LeafWindow> window) {
            try {
                return window.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalArgumentException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalArgumentException("interrupted while verifying", e);
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
