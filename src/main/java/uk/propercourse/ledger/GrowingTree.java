package uk.propercourse.ledger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree as an append needs it: its size and its edge, the roots of the complete subtrees it consists of. Roots of
 * complete subtrees of 256^k leaves, which tiles are made of, are given out as they come about.
 */
final class GrowingTree {

    private static final int TILE_HEIGHT = 8;

    private final Hashing hashing = new Hashing();
    private final List<byte[]> edge = new ArrayList<>();
    private long size;
    private final List<ByteArrayOutputStream> completed = new ArrayList<>();

    GrowingTree() {}

    /** A tree as it was stored. */
    GrowingTree(long size, byte[] storedEdge) {
        this.size = size;
        for (int i = 0; i < storedEdge.length; i += Hashing.SIZE) {
            edge.add(Arrays.copyOfRange(storedEdge, i, i + Hashing.SIZE));
        }
        if (edge.size() != Long.bitCount(size)) {
            throw new IllegalStateException("a tree of " + size + " leaves has no edge of " + edge.size() + " hashes");
        }
    }

    long size() {
        return size;
    }

    void append(byte[] leafHash) {
        edge.add(leafHash);
        complete(0, leafHash);
        size++;
        int height = 0;
        for (long rest = size; (rest & 1) == 0; rest >>= 1) {
            byte[] right = edge.remove(edge.size() - 1);
            byte[] left = edge.remove(edge.size() - 1);
            byte[] root = hashing.node(left, right);
            edge.add(root);
            height++;
            if (height % TILE_HEIGHT == 0) {
                complete(height / TILE_HEIGHT, root);
            }
        }
    }

    private void complete(int level, byte[] hash) {
        while (completed.size() <= level) {
            completed.add(new ByteArrayOutputStream());
        }
        completed.get(level).writeBytes(hash);
    }

    /** The hashes that came about on each level since the last call, one after another. */
    List<byte[]> takeCompleted() {
        List<byte[]> taken =
                completed.stream().map(ByteArrayOutputStream::toByteArray).toList();
        completed.clear();
        return taken;
    }

    byte[] root() {
        if (edge.isEmpty()) {
            return hashing.empty();
        }
        byte[] root = edge.get(edge.size() - 1);
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = hashing.node(edge.get(i), root);
        }
        return root;
    }

    byte[] edge() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        edge.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
