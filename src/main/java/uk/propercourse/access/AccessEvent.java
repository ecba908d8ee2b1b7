package uk.propercourse.access;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One access as the source system logged it: read-only, for pages and calls that show single events. */
@Entity
@Immutable
@Table(schema = "access", name = "access_event")
public class AccessEvent {

    /** The key: force, event key, time. */
    @Embeddable
    record Key(
            @Column(name = "force_id") short forceId,
            @Column(name = "event_key") UUID eventKey,
            @Column(name = "occurred_at") Instant occurredAt)
            implements Serializable {}

    @EmbeddedId
    private Key key;

    @Column(nullable = false)
    private String systemCode;

    @Column(nullable = false)
    private String eventId;

    @Column(nullable = false)
    private String accountId;

    @Column(nullable = false)
    private String action;

    private @Nullable String recordType;
    private @Nullable String recordId;
    private @Nullable String caseRef;

    @Column(nullable = false)
    private Instant receivedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected AccessEvent() {}

    /** The deterministic key of the event. */
    public UUID eventKey() {
        return key.eventKey();
    }

    /** When it happened, by the source's clock. */
    public Instant occurredAt() {
        return key.occurredAt();
    }

    /** The system that logged it. */
    public String systemCode() {
        return systemCode;
    }

    /** The system's own identifier. */
    public String eventId() {
        return eventId;
    }

    /** The account that acted. */
    public String accountId() {
        return accountId;
    }

    /** What was done. */
    public String action() {
        return action;
    }

    /** The record's type, null where the source named none. */
    public @Nullable String recordType() {
        return recordType;
    }

    /** The record's identifier, null where the source named none. */
    public @Nullable String recordId() {
        return recordId;
    }

    /** The quoted case, null where none was. */
    public @Nullable String caseRef() {
        return caseRef;
    }

    /** When we received it, by our clock. */
    public Instant receivedAt() {
        return receivedAt;
    }
}
