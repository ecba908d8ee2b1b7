package uk.propercourse.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The event as an entity that somebody would write on a first evening, into the same columns and indexes. */
@Entity
@Table(schema = "bench", name = "naive")
class NaiveAccess {

    @Id
    UUID eventKey;

    short forceId;
    int ordinal;

    @Column(nullable = false)
    byte[] nonce;

    UUID batchId;
    Instant receivedAt;
    String systemCode;
    String eventId;
    String accountId;
    Instant occurredAt;
    String action;
    @Nullable String recordType;
    @Nullable String recordId;
    @Nullable String caseRef;
    @Nullable String reasonCode;
    @Nullable String reasonText;
    @Nullable String terminalId;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    NaiveAccess() {}
}
