package uk.propercourse.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key that signs notes, in the text form of C2SP signed-note: {@code PRIVATE+KEY+name+hash+key}.
 *
 * @param verifier the public half
 */
record SigningKey(PrivateKey key, VerifierKey verifier) {

    private static final String PREFIX = "PRIVATE+KEY+";

    /** A new key under that name. */
    static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - Hashing.SIZE, encoded.length);
            return new SigningKey(pair.getPrivate(), new VerifierKey(name, VerifierKey.ED25519, point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a key file: the private and the public line, as {@link #text()} writes them.
     *
     * @throws IllegalArgumentException when it is not one, or the halves do not belong together
     */
    static SigningKey parse(String text) {
        String[] lines = text.strip().split("\n", -1);
        if (lines.length != 2 || !lines[0].startsWith(PREFIX)) {
            throw new IllegalArgumentException("not a key file");
        }
        VerifierKey verifier = VerifierKey.parse(lines[1].strip());
        String[] parts = lines[0].strip().split("\\+", 5);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not a key file");
        }
        byte[] secret = Base64.getDecoder().decode(parts[4]);
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(
                            NamedParameterSpec.ED25519, Arrays.copyOfRange(secret, 1, secret.length)));
            SigningKey whole = new SigningKey(key, verifier);
            if (!verifier.verifies(new byte[1], whole.sign(new byte[1]))) {
                throw new IllegalArgumentException("the two halves of the key do not belong together");
            }
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key file", e);
        }
    }

    /** The two lines of a key file. Secret. */
    String text() {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        byte[] typed = ByteBuffer.allocate(1 + seed.length)
                .put(VerifierKey.ED25519)
                .put(seed)
                .array();
        return PREFIX + verifier.name() + "+" + verifier.hashText() + "+"
                + Base64.getEncoder().encodeToString(typed) + "\n" + verifier.text() + "\n";
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signature line of a note with that text. */
    String signatureLine(String text) {
        return verifier.line(sign(text.getBytes(StandardCharsets.UTF_8)));
    }
}
