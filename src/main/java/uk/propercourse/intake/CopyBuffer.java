package uk.propercourse.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary form of PostgreSQL's COPY, which the server takes in at half the cost of text. The type of each
 * value must be that of its column; see the chapter on COPY in the PostgreSQL manual.
 */
public final class CopyBuffer {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** Numbers of PostgreSQL's types, as its catalogue has them. */
    private static final int TEXT_OID = 25;

    private static final int TIMESTAMPTZ_OID = 1184;
    private static final int UUID_OID = 2950;
    /** Seconds and days from 1970 to 2000, where PostgreSQL starts to count. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private static final long EPOCH_DAYS = 10_957L;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    /** An empty buffer. */
    public CopyBuffer() {
        raw(SIGNATURE);
        int32(0);
        int32(0);
    }

    /** Starts a row of so many columns; as many values must follow. */
    public void row(int columns) {
        int16(columns);
    }

    /**
     * A value of the column's own type: {@link String} for text, {@link Instant} for timestamptz, {@link LocalDate} for
     * date, {@link Long} for bigint, {@link Integer} for integer, {@link Short} for smallint, {@link UUID}, bytes, or a
     * list of strings, UUIDs or instants for an array of that type; an empty list is one of text; null for null.
     */
    public void value(@Nullable Object value) {
        if (value == null) {
            int32(-1);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Instant instant) {
            int32(8);
            int64((instant.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + instant.getNano() / 1_000);
        } else if (value instanceof UUID uuid) {
            int32(16);
            int64(uuid.getMostSignificantBits());
            int64(uuid.getLeastSignificantBits());
        } else if (value instanceof Long number) {
            int32(8);
            int64(number);
        } else if (value instanceof Integer number) {
            int32(4);
            int32(number);
        } else if (value instanceof Short number) {
            int32(2);
            int16(number);
        } else if (value instanceof LocalDate date) {
            int32(4);
            int32((int) (date.toEpochDay() - EPOCH_DAYS));
        } else if (value instanceof byte[] content) {
            int32(content.length);
            raw(content);
        } else if (value instanceof List<?> items) {
            array(items);
        } else {
            throw new IllegalArgumentException("no binary form for " + value.getClass());
        }
    }

    /** How many bytes there are so far: where the next value starts. */
    public int position() {
        return length;
    }

    /** Hands on the bytes as they lie in the buffer until the next value is added; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int32(utf8.length);
        raw(utf8);
    }

    private void array(List<?> items) {
        int start = length;
        int32(0);
        int32(items.isEmpty() ? 0 : 1);
        int32(0);
        int32(elementType(items));
        if (!items.isEmpty()) {
            int32(items.size());
            int32(1);
            items.forEach(this::value);
        }
        int end = length;
        length = start;
        int32(end - start - 4);
        length = end;
    }

    private static int elementType(List<?> items) {
        Object first = items.isEmpty() ? "" : items.get(0);
        if (first instanceof UUID) {
            return UUID_OID;
        }
        return first instanceof Instant ? TIMESTAMPTZ_OID : TEXT_OID;
    }

    private void int16(int value) {
        room(2);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void int32(int value) {
        int16(value >> 16);
        int16(value);
    }

    private void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    private void raw(byte[] content) {
        room(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
    }

    private void room(int wanted) {
        if (length + wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + wanted, 2 * bytes.length));
        }
    }

    /** The rows with header and trailer. The buffer is of no further use. */
    byte[] finished() {
        int16(-1);
        return Arrays.copyOf(bytes, length);
    }
}
