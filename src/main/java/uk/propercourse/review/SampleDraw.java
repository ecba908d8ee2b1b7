package uk.propercourse.review;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The draw of a day, that anybody can repeat: an access is drawn when the first 15 hexadecimal digits of SHA-256(seed, event
 * key), read as a number, divide by the rate. Nobody can know the seed's draw before the day, or choose another seed after it,
 * because SHA-256(seed) is in the ledger before the day begins.
 */
final class SampleDraw {

    private static final int SEED = 32;
    private static final int DIGITS = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whether an event {@code e} is drawn, over the parameters {@code :seed} and {@code :oneIn}. */
    static final String DRAWN = """
            ('x' || substr(encode(sha256(:seed::bytea || uuid_send(e.event_key)), 'hex'), 1, 15))::bit(60)::bigint
              % :oneIn = 0""";

    /**
     * Whether a person {@code p} who was last drawn on {@code p.last_day} is due on {@code :day}: with the chance of one in the days
     * that are left of the span, so for certain on the last of them and on every day after it. Over {@code :seed}, {@code :day}
     * and {@code :coverDays}.
     */
    static final String COVERED = """
            ('x' || substr(encode(sha256(:seed::bytea || convert_to(p.staff_id, 'UTF8')), 'hex'), 1, 15))::bit(60)::bigint
              % greatest(1, :coverDays - (:day - p.last_day)) = 0""";

    /** The order in which a person's accesses {@code e} of the day are drawn for coverage: the first one is. */
    static final String ORDER = "sha256(:seed::bytea || uuid_send(e.event_key))";

    private SampleDraw() {}

    static byte[] newSeed() {
        byte[] seed = new byte[SEED];
        RANDOM.nextBytes(seed);
        return seed;
    }

    static byte[] commitment(byte[] seed) {
        return sha256(seed, null);
    }

    /** The same as {@link #DRAWN}. */
    static boolean draws(byte[] seed, UUID eventKey, int oneIn) {
        byte[] key = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(eventKey.getMostSignificantBits())
                .putLong(eventKey.getLeastSignificantBits())
                .array();
        String digits = HexFormat.of().formatHex(sha256(seed, key)).substring(0, DIGITS);
        return Long.parseLong(digits, 16) % oneIn == 0;
    }

    private static byte[] sha256(byte[] first, byte @Nullable [] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            if (second != null) {
                digest.update(second);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
