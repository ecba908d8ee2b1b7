package uk.propercourse.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The key of an event, made of nothing but what the source sent, so that a repeat finds its first copy.
 *
 * <p>It is a UUID of version 8: 48 bits of {@code occurred_at} in milliseconds, then bits of SHA-256(system code,
 * 0x1F, event id). Keys made near in time are near in the index, which makes uniqueness cheap.
 */
final class EventIdentity {

    private static final byte UNIT_SEPARATOR = 0x1F;

    private final MessageDigest sha256;

    EventIdentity() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID key(String systemCode, String eventId, Instant occurredAt) {
        sha256.update(systemCode.getBytes(StandardCharsets.UTF_8));
        sha256.update(UNIT_SEPARATOR);
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest(eventId.getBytes(StandardCharsets.UTF_8)));
        long high = (occurredAt.toEpochMilli() << 16) | 0x8000 | (hash.getShort() & 0x0FFF);
        long low = 0x8000_0000_0000_0000L | (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low);
    }
}
