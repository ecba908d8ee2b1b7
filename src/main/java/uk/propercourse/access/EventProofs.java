package uk.propercourse.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.LeafHasher;
import uk.propercourse.ledger.LedgerReader;

/** Where events stand in the ledger, and the bytes their leaves were made of. */
@Service
@Transactional(readOnly = true)
public class EventProofs {

    /** The characters of an event key's text that stand for its time. */
    private static final int TIME_DIGITS = 14;

    private final JdbcClient jdbc;
    private final Force force;
    private final LedgerReader ledger;

    EventProofs(JdbcClient jdbc, Force force, LedgerReader ledger) {
        this.jdbc = jdbc;
        this.force = force;
        this.ledger = ledger;
    }

    /**
     * An event that was sealed.
     *
     * @param leaf its index in the tree
     * @param input the bytes that its leaf hash was made of; null when the content was erased
     * @param erasure how and why it was erased; null when it is there
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Sealed(
            EventName name,
            long leaf,
            byte @Nullable [] input,
            @Nullable Erased erasure) {}

    /** The note of an erasure. */
    record Erased(Instant at, String reason) {}

    /**
     * The leaf of an event.
     *
     * @throws UnknownEventException when no such event is stored, or it was stored before there was a ledger
     */
    public long getLeaf(EventName name) {
        return jdbc.sql("""
                        select append_id, ordinal from access.access_event
                        where force_id = ? and system_code = ? and event_id = ? and append_id is not null
                        order by occurred_at limit 1
                        """)
                .params(force.id(), name.systemCode(), name.eventId())
                .query((row, n) -> ledger.getLeaf(row.getLong(1), row.getInt(2)))
                .optional()
                .orElseThrow(() -> new UnknownEventException(name.systemCode(), name.eventId()));
    }

    /**
     * How a sealed event stands today.
     *
     * @param leaf its index in the tree
     * @param state UNCHANGED, CHANGED or ERASED
     * @param erasedAt when its content was erased, null when it is there
     * @param reason why it was erased, null when it is there
     */
    public record Standing(
            long leaf,
            String state,
            @Nullable Instant erasedAt,
            @Nullable String reason) {}

    /** Whether what is stored of that event is what was sealed; empty when it was never sealed. */
    public List<Standing> listStandings(EventName name) {
        List<Standing> standings = new ArrayList<>();
        for (Sealed event : list(name)) {
            byte[] input = Objects.requireNonNull(event.input());
            boolean same = Arrays.equals(LeafHasher.hashInput(input), ledger.getLeafHash(event.leaf()));
            standings.add(new Standing(event.leaf(), same ? "UNCHANGED" : "CHANGED", null, null));
        }
        for (Sealed event : listErased(name)) {
            Erased erasure = Objects.requireNonNull(event.erasure());
            standings.add(new Standing(event.leaf(), "ERASED", erasure.at(), erasure.reason()));
        }
        return standings;
    }

    /** The events of that name, usually one; none when it was never stored. */
    List<Sealed> list(EventName name) {
        return jdbc.sql("select " + String.join(", ", EventEncoding.COLUMNS) + """
                         from access.access_event
                        where force_id = ? and system_code = ? and event_id = ? and append_id is not null
                        order by occurred_at
                        """)
                .params(force.id(), name.systemCode(), name.eventId())
                .query((row, n) -> sealed(name, row))
                .list();
    }

    /** The events of that name whose content was erased. Of their names only a hash is left, in their keys. */
    List<Sealed> listErased(EventName name) {
        String hash = new EventIdentity()
                .key(name.systemCode(), name.eventId(), Instant.EPOCH)
                .toString()
                .substring(TIME_DIGITS);
        return jdbc.sql("""
                        select append_id, ordinal, erased_at, reason from access.erased_event
                        where force_id = ? and substr(event_key::text, ?) = ? and append_id is not null
                        order by append_id, ordinal
                        """)
                .params(force.id(), TIME_DIGITS + 1, hash)
                .query((row, n) -> new Sealed(
                        name,
                        ledger.getLeaf(row.getLong(1), row.getInt(2)),
                        null,
                        new Erased(row.getTimestamp(3).toInstant(), row.getString(4))))
                .list();
    }

    private Sealed sealed(EventName name, ResultSet row) throws SQLException {
        CopyBuffer encoded = new CopyBuffer();
        int start = encoded.position();
        for (String column : EventEncoding.ENCODED) {
            encoded.value(value(column, row));
        }
        byte[] content = Arrays.copyOfRange(encoded.bytes(), start, encoded.position());
        byte[] input = new LeafHasher(EventEncoding.KIND).input(row.getBytes("nonce"), content);
        return new Sealed(name, ledger.getLeaf(row.getLong("append_id"), row.getInt("ordinal")), input, null);
    }

    private static @Nullable Object value(String column, ResultSet row) throws SQLException {
        return switch (column) {
            case "force_id" -> row.getShort(column);
            case "event_key", "batch_id" -> row.getObject(column, UUID.class);
            case "received_at", "occurred_at" ->
                row.getObject(column, java.time.OffsetDateTime.class).toInstant();
            case "result_count" -> row.getObject(column, Long.class);
            default -> row.getString(column);
        };
    }
}
