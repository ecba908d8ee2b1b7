package uk.propercourse.ledger;

import java.util.ArrayList;
import java.util.List;

/** Audit paths and consistency proofs of RFC 6962, sections 2.1.1 and 2.1.2, from the stored hashes of complete subtrees. */
final class Proofs {

    private static final int TILE_HEIGHT = 8;

    /** Hashes of a level of tiles, one after another. */
    interface Source {

        byte[] hashes(int level, long first, int count);
    }

    private final Source source;
    private final Hashing hashing = new Hashing();

    Proofs(Source source) {
        this.source = source;
    }

    /** The path from a leaf to the root of the tree of that size, lowest sibling first. */
    List<byte[]> inclusion(long leaf, long size) {
        List<byte[]> path = new ArrayList<>();
        path(leaf, 0, size, path);
        return path;
    }

    private void path(long leaf, long from, long to, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (leaf < middle) {
            path(leaf, from, middle, path);
            path.add(root(middle, to));
        } else {
            path(leaf, middle, to, path);
            path.add(root(from, middle));
        }
    }

    /** What shows that the tree of the old size is a beginning of the one of the new size. */
    List<byte[]> consistency(long old, long size) {
        List<byte[]> proof = new ArrayList<>();
        if (old > 0 && old < size) {
            subproof(old, 0, size, true, proof);
        }
        return proof;
    }

    private void subproof(long old, long from, long to, boolean whole, List<byte[]> proof) {
        if (old == to) {
            if (!whole) {
                proof.add(root(from, to));
            }
            return;
        }
        long middle = from + split(to - from);
        if (old <= middle) {
            subproof(old, from, middle, whole, proof);
            proof.add(root(middle, to));
        } else {
            subproof(old, middle, to, false, proof);
            proof.add(root(from, middle));
        }
    }

    /** The root over the leaves of that range, as RFC 6962 splits it. */
    byte[] root(long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1 && from % leaves == 0) {
            return complete(from, Long.numberOfTrailingZeros(leaves));
        }
        long middle = from + split(leaves);
        return hashing.node(root(from, middle), root(middle, to));
    }

    private byte[] complete(long from, int height) {
        int level = height / TILE_HEIGHT;
        int count = 1 << (height % TILE_HEIGHT);
        return hashing.subtree(source.hashes(level, from >> (TILE_HEIGHT * level), count), 0, count);
    }

    /** The largest power of two below the number. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
