package uk.propercourse.review;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * The side of supervisors: the questions about those they answered for at the time of the access. Never their own, nor
 * those that {@link SupervisorRouting} keeps from them.
 */
@Service
@WebOnly
@PreAuthorize("hasRole('SUPERVISOR')")
public class SupervisorReplies {

    private final JustificationRequestRepository requests;
    private final RequestJournal journal;
    private final SupervisorRouting routing;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;

    SupervisorReplies(
            JustificationRequestRepository requests,
            RequestJournal journal,
            SupervisorRouting routing,
            JdbcClient jdbc,
            Force force,
            Clock clock) {
        this.requests = requests;
        this.journal = journal;
        this.routing = routing;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** What waits for the user, oldest first. */
    @Transactional(readOnly = true)
    public List<RequestSummary> list(SignedInUser user) {
        return user.staffId().stream()
                .flatMap(self -> requests
                        .findTop200ByForceIdAndSupervisorIdAndStatusOrderByAskedAt(
                                force.id(), self.value(), RequestStatus.WITH_SUPERVISOR)
                        .stream())
                .filter(request -> !request.isWithheld())
                .map(JustificationRequest::summary)
                .filter(request -> !request.staff().equals(user.staffId().orElse(null)))
                .toList();
    }

    /** A question that the user has decided. */
    public record Decided(StaffId staff, Reply reply) {}

    /** What the user has decided, newest first. */
    @Transactional(readOnly = true)
    public List<Decided> listDecided(SignedInUser user) {
        return jdbc.sql("""
                        select q.staff_id, r.kind, r.case_ref, r.explanation, r.replied_by, r.replied_at
                        from review.reply r join review.justification_request q on q.request_id = r.request_id
                        where q.force_id = :force and r.replied_by = :user and r.staff_id <> q.staff_id
                        order by r.replied_at desc limit 200
                        """)
                .param("force", force.id())
                .param("user", user.getUsername())
                .query((row, n) -> new Decided(
                        new StaffId(row.getString("staff_id")),
                        new Reply(
                                Reply.Kind.valueOf(row.getString("kind")),
                                row.getString("case_ref"),
                                row.getString("explanation"),
                                row.getString("replied_by"),
                                row.getTimestamp("replied_at").toInstant())))
                .list();
    }

    /**
     * A question that waits for the user, or that the user has decided.
     *
     * @throws RequestNotFoundException when there is none, or it is not theirs to decide
     */
    @Transactional(readOnly = true)
    public RequestDetail get(SignedInUser user, RequestId id) {
        return journal.detail(theirs(user, id).summary());
    }

    /**
     * Decides, or says why it is not theirs: then the next one up the line is asked.
     *
     * @throws RequestStateException when the question is not with the user any more, or has changed since it was shown
     */
    @Transactional
    public void decide(SignedInUser user, RequestId id, int version, Reply.Kind kind, String explanation) {
        if (!kind.isSupervisors()) {
            throw new RequestStateException("That answer is not a supervisor's. Nothing was sent.");
        }
        JustificationRequest request = theirs(user, id);
        if (request.version() != version) {
            throw new RequestStateException(
                    "This question has changed since you opened it. Nothing was decided: read what is new first.");
        }
        journal.save(id, kind, "", explanation, user);
        if (kind == Reply.Kind.SATISFIED || kind == Reply.Kind.NOT_SATISFIED) {
            request.decide(clock.instant());
        } else {
            request.handOn(
                    routing.choose(request.staff(), journal.lastAccess(id), journal.listPassed(id)), clock.instant());
        }
        requests.save(request);
        requests.flush();
        if (request.isClosed()) {
            journal.giveBack(request.flagId());
        }
    }

    private JustificationRequest theirs(SignedInUser user, RequestId id) {
        StaffId self = user.staffId().orElseThrow(() -> new RequestNotFoundException(id));
        return requests.findByRequestIdAndForceId(id.value(), force.id())
                .filter(request ->
                        !request.isWithheld() && self.equals(request.supervisor()) && !self.equals(request.staff()))
                .filter(request -> request.status() == RequestStatus.WITH_SUPERVISOR || journal.hasReply(id, self))
                .orElseThrow(() -> new RequestNotFoundException(id));
    }
}
