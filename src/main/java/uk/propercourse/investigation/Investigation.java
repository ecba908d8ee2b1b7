package uk.propercourse.investigation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/** A matter of one member of staff. */
@Entity
@Table(schema = "investigation", name = "investigation")
class Investigation {

    @Id
    private UUID investigationId;

    @SuppressWarnings("UnusedVariable") // Read by queries alone.
    private short forceId;

    @Column(nullable = false)
    private String reference;

    @Column(nullable = false)
    private String staffId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private PersonKind personKind;

    @Column(nullable = false)
    private String allegation;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private InvestigationStatus status;

    private @Nullable String investigator;

    @Column(nullable = false)
    private String openedBy;

    @Column(nullable = false)
    private Instant openedAt;

    @SuppressWarnings("UnusedVariable") // Changing it is what makes a new version.
    private int entries;

    @Version
    private int version;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Investigation() {}

    Investigation(
            short forceId,
            String reference,
            StaffId staff,
            PersonKind personKind,
            String allegation,
            String openedBy,
            Instant openedAt) {
        this.investigationId = UUID.randomUUID();
        this.forceId = forceId;
        this.reference = reference;
        this.staffId = staff.value();
        this.personKind = personKind;
        this.allegation = allegation;
        this.status = InvestigationStatus.OPEN;
        this.openedBy = openedBy;
        this.openedAt = openedAt;
    }

    /** Refuses a form that was filled in before somebody else changed the matter. */
    void demand(int seen) {
        if (seen != version) {
            throw new InvestigationStateException(
                    "This investigation has changed since you opened it. Nothing was saved: read what is new first.");
        }
    }

    void assign(String username) {
        demandOpen();
        investigator = username;
    }

    /** What is added is what changes; the version counts it. */
    void addStep() {
        demandOpen();
        entries++;
    }

    /** A later outcome supersedes: it may be recorded of a concluded matter too, after an appeal. */
    void conclude() {
        status = InvestigationStatus.CONCLUDED;
        entries++;
    }

    private void demandOpen() {
        if (status != InvestigationStatus.OPEN) {
            throw new InvestigationStateException("This investigation is concluded. Nothing was saved; "
                    + "record a new outcome if there was an appeal.");
        }
    }

    InvestigationId id() {
        return new InvestigationId(investigationId);
    }

    StaffId staff() {
        return new StaffId(staffId);
    }

    InvestigationSummary summary() {
        return new InvestigationSummary(
                id(), reference, staff(), personKind, allegation, status, investigator, openedBy, openedAt, version);
    }
}
