package uk.propercourse.access;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way in.
 *
 * @param ordinal its place in the chunk
 * @param values its normalised values in the order of the contract's columns
 */
@SuppressWarnings("ArrayRecordComponent") // Rows live for one chunk and are never compared as a whole.
record AccessRow(
        int ordinal,
        Id id,
        UUID eventKey,
        Instant occurredAt,
        @Nullable Object[] values) {

    /** By what the source knows it. */
    record Id(String systemCode, String eventId) {}

    static AccessRow of(int ordinal, @Nullable Object[] values, EventIdentity identity) {
        Id id = new Id(text(values[0]), text(values[1]));
        Instant occurredAt = occurredAt(values);
        return new AccessRow(ordinal, id, identity.key(id.systemCode(), id.eventId(), occurredAt), occurredAt, values);
    }

    static Instant occurredAt(@Nullable Object[] values) {
        return (Instant) Objects.requireNonNull(values[3]);
    }

    String accountId() {
        return text(values[2]);
    }

    private static String text(@Nullable Object value) {
        return (String) Objects.requireNonNull(value);
    }
}
