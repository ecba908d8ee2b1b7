package uk.propercourse.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public half of a key that signs notes, in the text form of C2SP signed-note: {@code name+hash+key}.
 *
 * @param name who signs
 * @param type 1 for a log's signature, 4 for a witness's timestamped cosignature
 * @param point the Ed25519 public key, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its text.
record VerifierKey(String name, byte type, byte[] point) {

    static final byte ED25519 = 1;
    static final byte COSIGNATURE = 4;
    static final int HASH = 4;

    /** @throws IllegalArgumentException when it is no verifier key */
    static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is not a verifier key such as name+1a2b3c4d+AQ…");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        boolean known = typed.length == 1 + Hashing.SIZE && (typed[0] == ED25519 || typed[0] == COSIGNATURE);
        if (!known) {
            throw new IllegalArgumentException("'" + text + "' is not an Ed25519 verifier key");
        }
        VerifierKey key = new VerifierKey(parts[0], typed[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.hashText().equals(parts[1])) {
            throw new IllegalArgumentException("the hash in '" + text + "' is not that of its key");
        }
        return key;
    }

    String text() {
        return name + "+" + hashText() + "+" + Base64.getEncoder().encodeToString(typed());
    }

    String hashText() {
        return HexFormat.of().formatHex(hash());
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + point.length).put(type).put(point).array();
    }

    byte[] hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256.digest(typed()), HASH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line of a signed note. */
    String line(byte[] signature) {
        byte[] all = ByteBuffer.allocate(HASH + signature.length)
                .put(hash())
                .put(signature)
                .array();
        return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
    }

    /** Whether that is this key's signature of the message; never so where the point is none of the curve. */
    boolean verifies(byte[] message, byte[] signature) {
        try {
            Ed25519Signer verification = new Ed25519Signer();
            verification.init(false, new Ed25519PublicKeyParameters(point));
            verification.update(message, 0, message.length);
            return verification.verifySignature(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
