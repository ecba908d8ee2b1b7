package uk.propercourse.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashing of random secrets. */
final class Secrets {

    private Secrets() {}

    static byte[] sha256(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
