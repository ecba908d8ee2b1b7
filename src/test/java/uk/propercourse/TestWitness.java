package uk.propercourse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A witness of the ledger with a key of its own, as C2SP tlog-cosignature describes it: written apart from the application. */
final class TestWitness {

    static final String NAME = "witness.example";

    private static final int POINT = 32;
    private static final byte COSIGNATURE = 4;
    private static final KeyPair KEYS = generate();

    private TestWitness() {}

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The type and the public point. */
    private static byte[] typed() {
        byte[] encoded = KEYS.getPublic().getEncoded();
        return ByteBuffer.allocate(1 + POINT)
                .put(COSIGNATURE)
                .put(encoded, encoded.length - POINT, POINT)
                .array();
    }

    private static byte[] hash() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typed()), 4);
    }

    static String verifierKey() {
        try {
            return NAME + "+" + HexFormat.of().formatHex(hash()) + "+"
                    + Base64.getEncoder().encodeToString(typed());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a checkpoint with this witness's cosignature under it. */
    static String cosign(String text, long time) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KEYS.getPrivate());
        signature.update(("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8));
        byte[] signed = signature.sign();
        byte[] line = ByteBuffer.allocate(4 + Long.BYTES + signed.length)
                .put(hash())
                .putLong(time)
                .put(signed)
                .array();
        return text + "\n\u2014 " + NAME + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }
}
