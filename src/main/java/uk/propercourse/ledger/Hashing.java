package uk.propercourse.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256 and the two kinds of node of RFC 6962, section 2.1. One instance is for one thread. */
final class Hashing {

    /** Bytes of a hash. */
    static final int SIZE = 32;

    private final MessageDigest sha256;
    /** The input of a node: its byte 1 and two hashes. */
    private final byte[] pair = new byte[1 + 2 * SIZE];

    Hashing() {
        pair[0] = 1;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The root of a tree without leaves. */
    byte[] empty() {
        return sha256.digest();
    }

    byte[] leaf(byte[] input) {
        sha256.update((byte) 0);
        return sha256.digest(input);
    }

    byte[] node(byte[] left, byte[] right) {
        System.arraycopy(left, 0, pair, 1, SIZE);
        System.arraycopy(right, 0, pair, 1 + SIZE, SIZE);
        return sha256.digest(pair);
    }

    /** The root of a complete subtree over the hashes from {@code from} on; their number is a power of two. */
    byte[] subtree(byte[] hashes, int from, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(hashes, from * SIZE, (from + 1) * SIZE);
        }
        return node(subtree(hashes, from, count / 2), subtree(hashes, from + count / 2, count / 2));
    }
}
