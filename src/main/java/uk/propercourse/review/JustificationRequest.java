package uk.propercourse.review;

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

/** A question about accesses to the person who made them, to their supervisor, or to both in turn. */
@Entity
@Table(schema = "review", name = "justification_request")
class JustificationRequest {

    @Id
    private UUID requestId;

    @SuppressWarnings("UnusedVariable") // Read by the repository's queries alone.
    private short forceId;

    private @Nullable UUID flagId;

    private @Nullable UUID incidentId;

    @Column(nullable = false)
    private String staffId;

    private @Nullable String supervisorId;

    private @Nullable String rerouted;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private RequestRoute route;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private RequestStatus status;

    @Column(nullable = false)
    private String question;

    @Column(nullable = false)
    private String askedBy;

    @Column(nullable = false)
    private Instant askedAt;

    @Column(nullable = false)
    private Instant dueAt;

    private int days;

    private @Nullable String draftCaseRef;

    private @Nullable String draftText;

    private @Nullable Instant closedAt;

    @SuppressWarnings("UnusedVariable") // Read by queries too.
    private boolean withheld;

    @Version
    private int version;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected JustificationRequest() {}

    JustificationRequest(
            short forceId,
            @Nullable UUID flagId,
            @Nullable UUID incidentId,
            StaffId staff,
            RequestRoute route,
            SupervisorRouting.Choice supervisor,
            String question,
            String askedBy,
            Instant askedAt,
            Instant dueAt) {
        this.requestId = UUID.randomUUID();
        this.forceId = forceId;
        this.flagId = flagId;
        this.incidentId = incidentId;
        this.staffId = staff.value();
        this.route = route;
        this.question = question;
        this.askedBy = askedBy;
        this.askedAt = askedAt;
        this.dueAt = dueAt;
        this.days = (int) java.time.Duration.between(askedAt, dueAt).toDays();
        give(supervisor);
        this.status = route == RequestRoute.SUPERVISOR ? RequestStatus.WITH_SUPERVISOR : RequestStatus.WITH_OFFICER;
        if (status == RequestStatus.WITH_SUPERVISOR && supervisorId == null) {
            throw new RequestStateException("There is no supervisor who may decide for this person. Ask the person.");
        }
    }

    /** Keeps the question from everybody it would go to: it lapses without having been seen. */
    void withhold() {
        withheld = true;
    }

    /**
     * The person answers; who asks the supervisor hands it on, and so does a route that goes there.
     *
     * @param mayGoOn false where the matter has become covert: nobody else learns of it then
     */
    void answer(Reply.Kind kind, boolean mayGoOn, Instant at) {
        demand(RequestStatus.WITH_OFFICER);
        boolean goesOn = kind == Reply.Kind.ASK_SUPERVISOR
                || (kind == Reply.Kind.JUSTIFIED && route == RequestRoute.OFFICER_THEN_SUPERVISOR);
        if (goesOn && mayGoOn && supervisorId != null) {
            goOn(at);
        } else {
            close(RequestStatus.ANSWERED, at);
        }
    }

    /** Keeps what the person typed and did not send. */
    void keepDraft(String caseRef, String text) {
        demand(RequestStatus.WITH_OFFICER);
        draftCaseRef = caseRef.isEmpty() ? null : caseRef;
        draftText = text.isEmpty() ? null : text;
    }

    /** The supervisor decides. */
    void decide(Instant at) {
        demand(RequestStatus.WITH_SUPERVISOR);
        close(RequestStatus.ANSWERED, at);
    }

    /** The supervisor says that it is not for them: the next one up decides, or Professional Standards where there is none. */
    void handOn(SupervisorRouting.Choice next, Instant at) {
        demand(RequestStatus.WITH_SUPERVISOR);
        give(next);
        if (supervisorId == null) {
            close(RequestStatus.ANSWERED, at);
        } else {
            goOn(at);
        }
    }

    /** The supervisor has as long as whoever was asked first. */
    private void goOn(Instant at) {
        status = RequestStatus.WITH_SUPERVISOR;
        dueAt = at.plus(java.time.Duration.ofDays(days));
        draftCaseRef = null;
        draftText = null;
    }

    /**
     * Nobody answered in time.
     *
     * @param mayGoOn as in {@link #answer}
     */
    void lapse(boolean mayGoOn, Instant at) {
        if (status == RequestStatus.WITH_OFFICER
                && route == RequestRoute.OFFICER_THEN_SUPERVISOR
                && supervisorId != null
                && mayGoOn
                && !withheld) {
            goOn(at);
        } else {
            close(RequestStatus.OVERDUE, at);
        }
    }

    /** The question is taken back. */
    void withdraw(Instant at) {
        if (closedAt != null) {
            throw new RequestStateException("This request is closed already. Nothing was withdrawn.");
        }
        close(RequestStatus.WITHDRAWN, at);
    }

    private void give(SupervisorRouting.Choice choice) {
        supervisorId = choice.supervisor() == null ? null : choice.supervisor().value();
        rerouted = choice.because();
    }

    private void demand(RequestStatus wanted) {
        if (status != wanted) {
            throw new RequestStateException("This request is " + status.label() + " now, so nothing was sent. "
                    + "Open it again to see what has happened since.");
        }
    }

    private void close(RequestStatus closed, Instant at) {
        status = closed;
        closedAt = at;
        draftCaseRef = null;
        draftText = null;
    }

    RequestId id() {
        return new RequestId(requestId);
    }

    @Nullable
    UUID flagId() {
        return flagId;
    }

    StaffId staff() {
        return new StaffId(staffId);
    }

    @Nullable
    StaffId supervisor() {
        return supervisorId == null ? null : new StaffId(supervisorId);
    }

    RequestStatus status() {
        return status;
    }

    boolean isWithheld() {
        return withheld;
    }

    boolean isClosed() {
        return closedAt != null;
    }

    int version() {
        return version;
    }

    RequestSummary summary() {
        return new RequestSummary(
                id(),
                flagId == null ? null : new FlagId(flagId),
                incidentId,
                staff(),
                supervisor(),
                rerouted,
                route,
                status,
                question,
                askedBy,
                askedAt,
                dueAt,
                draftCaseRef,
                draftText,
                closedAt,
                version);
    }
}
