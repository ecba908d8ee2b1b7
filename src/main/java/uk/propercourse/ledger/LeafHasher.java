package uk.propercourse.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Leaf hashes of one kind. The input of a leaf is: the byte 1 (version of this encoding), one byte with the length of the
 * kind, the kind in ASCII, the salt of {@value #NONCE} random bytes, and the content as its owner encodes it. Its hash is
 * SHA-256 of the byte 0 and that input, as RFC 6962 has it. One instance is for one thread.
 */
public final class LeafHasher {

    /** Bytes of the salt. */
    public static final int NONCE = 16;

    private static final byte LEAF = 0;
    private static final byte VERSION = 1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MessageDigest sha256;
    private final byte[] start;

    /** For leaves of that kind. */
    public LeafHasher(String kind) {
        byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        start = new byte[3 + name.length];
        start[0] = LEAF;
        start[1] = VERSION;
        start[2] = (byte) name.length;
        System.arraycopy(name, 0, start, 3, name.length);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of the leaf whose salt and then content are that part of the bytes. */
    public byte[] hashSalted(byte[] bytes, int offset, int length) {
        sha256.update(start);
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    /** The hash of the leaf with that content. */
    public byte[] hash(byte[] nonce, byte[] content) {
        sha256.update(start);
        sha256.update(nonce);
        return sha256.digest(content);
    }

    /** The bytes that are hashed after the leading 0: what a proof is about. */
    public byte[] input(byte[] nonce, byte[] content) {
        byte[] input = new byte[start.length - 1 + nonce.length + content.length];
        System.arraycopy(start, 1, input, 0, start.length - 1);
        System.arraycopy(nonce, 0, input, start.length - 1, nonce.length);
        System.arraycopy(content, 0, input, start.length - 1 + nonce.length, content.length);
        return input;
    }

    /** The leaf hash of an input as {@link #input} gives it. */
    public static byte[] hashInput(byte[] input) {
        return new Hashing().leaf(input);
    }

    /** Salts for so many leaves, one after another. */
    public static byte[] nonces(int leaves) {
        byte[] nonces = new byte[leaves * NONCE];
        RANDOM.nextBytes(nonces);
        return nonces;
    }
}
