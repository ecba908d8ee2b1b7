package uk.propercourse.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What sealing costs the processor for each event, without the database: its leaf, its share of the tree, its proof. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealingBenchmark {

    /** As large as an append of intake. */
    private static final int LEAVES = 5_000;
    /** Bytes of an event in its canonical encoding, with its salt. */
    private static final int EVENT = 378;

    private static final long IN_STORE = 5_000_000;

    private final Random random = new Random(7);
    private final LeafHasher hasher = new LeafHasher("ACCESS");
    private final byte[] event = new byte[EVENT];
    private final List<byte[]> leaves = new ArrayList<>();
    private final byte[] tile = new byte[256 * Hashing.SIZE];
    private byte[] edge = new byte[0];
    private List<byte[]> path = List.of();

    /** Makes what is sealed. */
    @Setup
    public void prepare() {
        random.nextBytes(event);
        random.nextBytes(tile);
        for (int i = 0; i < LEAVES; i++) {
            leaves.add(hasher.hashSalted(event, 0, EVENT));
        }
        edge = new byte[Long.bitCount(IN_STORE) * Hashing.SIZE];
        random.nextBytes(edge);
        path = proof();
    }

    /** The leaf of one event. */
    @Benchmark
    public byte[] leaf() {
        return hasher.hashSalted(event, 0, EVENT);
    }

    /** The share of one leaf in an append: interior nodes, tiles and the new root. */
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public byte[] tree() {
        GrowingTree tree = new GrowingTree(IN_STORE, edge);
        leaves.forEach(tree::append);
        tree.takeCompleted();
        return tree.root();
    }

    /** An inclusion proof at five million leaves, its tiles at hand. */
    @Benchmark
    public List<byte[]> proof() {
        return new Proofs((level, first, count) -> {
                    byte[] hashes = new byte[count * Hashing.SIZE];
                    System.arraycopy(tile, 0, hashes, 0, hashes.length);
                    return hashes;
                })
                .inclusion(Math.floorMod(random.nextLong(), IN_STORE), IN_STORE);
    }

    /** Folding a proof of that length to the root. */
    @Benchmark
    public byte[] checkOfProof() {
        Hashing hashing = new Hashing();
        byte[] root = leaves.get(0);
        for (byte[] sibling : path) {
            root = hashing.node(root, sibling);
        }
        return root;
    }
}
