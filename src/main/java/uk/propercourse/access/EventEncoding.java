package uk.propercourse.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import uk.propercourse.ledger.LeafHasher;

/**
 * The canonical encoding of an event as received, which its leaf in the ledger is made of; field by field in {@code
 * docs/ledger.md}. Each field is its length in bytes (four bytes, big endian; -1 for a field that the source left empty)
 * and its bytes: text as UTF-8, times as microseconds since 2000-01-01T00:00:00Z in eight bytes, numbers in two or eight
 * bytes, UUIDs in sixteen. That is how the binary form of COPY writes the same row, so that what is stored is what is
 * hashed.
 */
final class EventEncoding {

    /** The kind of leaf. */
    static final String KIND = "ACCESS";

    /** Columns before the encoded ones: where the leaf stands, and its salt. */
    static final List<String> PLACE = List.of("append_id", "ordinal", "nonce");

    /** The encoded columns, in their order. */
    static final List<String> ENCODED = List.of(
            "force_id",
            "event_key",
            "received_at",
            "batch_id",
            "system_code",
            "event_id",
            "account_id",
            "occurred_at",
            "action",
            "record_type",
            "record_id",
            "case_ref",
            "reason_code",
            "reason_text",
            "on_behalf_of",
            "terminal_id",
            "ip_address",
            "query",
            "result_count",
            "recipient");

    /** The encoded columns that the source sent, as the feed has them. */
    static final List<String> AS_SENT = ENCODED.subList(ENCODED.indexOf("system_code"), ENCODED.size());

    /** All of them. */
    static final List<String> COLUMNS =
            java.util.stream.Stream.concat(PLACE.stream(), ENCODED.stream()).toList();

    /** Where the encoded event starts in the input of its leaf: after version, kind and salt. */
    static final int CONTENT_START = 2 + KIND.length() + LeafHasher.NONCE;

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private EventEncoding() {}

    /** An event read back from its canonical bytes; every value as text, null for what the source left empty. */
    record Decoded(Map<String, @Nullable String> values) {

        @Nullable
        String text(String column) {
            return values.get(column);
        }
    }

    static Decoded decode(byte[] bytes, int from) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        IntStream.range(0, ENCODED.size()).forEach(i -> values.put(ENCODED.get(i), next(ENCODED.get(i), rest)));
        return new Decoded(values);
    }

    private static @Nullable String next(String column, ByteBuffer rest) {
        int length = rest.getInt();
        if (length < 0) {
            return null;
        }
        byte[] field = new byte[length];
        rest.get(field);
        ByteBuffer value = ByteBuffer.wrap(field);
        return switch (column) {
            case "force_id" -> String.valueOf(value.getShort());
            case "event_key", "batch_id" -> new UUID(value.getLong(), value.getLong()).toString();
            case "received_at", "occurred_at" ->
                EPOCH.plus(value.getLong(), ChronoUnit.MICROS).toString();
            case "result_count" -> String.valueOf(value.getLong());
            default -> new String(field, StandardCharsets.UTF_8);
        };
    }
}
