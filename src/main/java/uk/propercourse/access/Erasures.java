package uk.propercourse.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.ledger.LedgerVerification;

/**
 * Lawful erasure of an event's content, at the end of retention or by order of a court. The content and its salt go; the
 * leaf, its proof and a record of the act stay, and verification says so.
 */
@Service
public class Erasures {

    /** Shortest reason that is accepted, in characters. */
    public static final int SHORTEST_REASON = 10;

    private final JdbcClient jdbc;
    private final Force force;
    private final Ledger ledger;
    private final LedgerReader reader;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Erasures(
            JdbcClient jdbc,
            Force force,
            Ledger ledger,
            LedgerReader reader,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.force = force;
        this.ledger = ledger;
        this.reader = reader;
        this.events = events;
        this.clock = clock;
    }

    private record Stored(
            UUID eventKey, Instant occurredAt, @Nullable Long appendId, int ordinal) {}

    /**
     * Erases the event that the system knows by that id.
     *
     * @param reason why, at least {@value #SHORTEST_REASON} characters; kept for ever, so without personal data
     * @param by who orders it
     * @return how many stored events had that id; more than one only where the source used it twice
     * @throws ErasureRefusedException without a reason
     * @throws UnknownEventException when there is no such event
     */
    @Transactional
    public int erase(String systemCode, String eventId, String reason, String by) {
        if (reason.strip().length() < SHORTEST_REASON) {
            throw new ErasureRefusedException(
                    "An erasure needs a reason of at least " + SHORTEST_REASON + " characters; it is kept for ever.");
        }
        List<Stored> stored = find(systemCode, eventId);
        if (stored.isEmpty()) {
            throw new UnknownEventException(systemCode, eventId);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        stored.forEach(event -> erase(event, now, reason.strip(), by));
        events.publishEvent(
                new EventsErased(stored.stream().map(Stored::eventKey).toList()));
        stored.forEach(event -> record(event, now, reason.strip(), by));
        return stored.size();
    }

    private List<Stored> find(String systemCode, String eventId) {
        return jdbc.sql("""
                        select event_key, occurred_at, append_id, ordinal from access.access_event
                        where force_id = ? and system_code = ? and event_id = ? order by occurred_at
                        """)
                .params(force.id(), systemCode, eventId)
                .query((row, n) -> new Stored(
                        row.getObject(1, UUID.class),
                        row.getTimestamp(2).toInstant(),
                        row.getObject(3, Long.class),
                        row.getInt(4)))
                .list();
    }

    private void erase(Stored event, Instant now, String reason, String by) {
        jdbc.sql("select access.erase_event(?, ?, ?, ?, ?, ?)")
                .params(
                        force.id(),
                        event.eventKey(),
                        Timestamp.from(event.occurredAt()),
                        Timestamp.from(now),
                        by,
                        reason)
                .query()
                .singleValue();
    }

    /** Last, as the ledger has one writer at a time. */
    private void record(Stored event, Instant now, String reason, String by) {
        if (event.appendId() == null) {
            return;
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(LedgerVerification.ERASED_LEAF, reader.getLeaf(event.appendId(), event.ordinal()));
        content.put("erased_at", now.toString());
        content.put("erased_by", by);
        content.put("reason", reason);
        ledger.record(LedgerVerification.ERASURE, content);
    }
}
