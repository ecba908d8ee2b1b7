package uk.propercourse.review;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * Asking for a justification, which makes a matter overt: a named reviewer says so by asking. Nobody is asked about
 * somebody around whom a compartment is open.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class JustificationRequests {

    private final JustificationRequestRepository requests;
    private final RequestJournal journal;
    private final SupervisorRouting routing;
    private final FlagService flags;
    private final FlagDecisions decisions;
    private final DossierHolds holds;
    private final Force force;
    private final Clock clock;

    JustificationRequests(
            JustificationRequestRepository requests,
            RequestJournal journal,
            SupervisorRouting routing,
            FlagService flags,
            FlagDecisions decisions,
            DossierHolds holds,
            Force force,
            Clock clock) {
        this.requests = requests;
        this.journal = journal;
        this.routing = routing;
        this.flags = flags;
        this.decisions = decisions;
        this.holds = holds;
        this.force = force;
        this.clock = clock;
    }

    /**
     * Asks about all accesses of an open flag.
     *
     * @param version of the flag as the user saw it
     * @param question in the words that the person will read
     * @param days until an answer is due
     * @throws FlagNotFoundException when there is none, or it is not for that user
     * @throws FlagMovedOnException when the flag has changed since
     * @throws RequestStateException when the matter is covert, or nobody may decide for the person
     */
    @Transactional
    public RequestId ask(SignedInUser user, FlagId id, int version, RequestRoute route, String question, int days) {
        FlagSummary flag = flags.getSummary(user, id);
        holds.demandFree(user, flag.staff(), flag.week());
        demandOvert(flag.staff());
        Instant now = clock.instant();
        SupervisorRouting.Choice supervisor = routing.choose(flag.staff(), flag.lastEventAt(), List.of());
        JustificationRequest request = requests.save(new JustificationRequest(
                force.id(),
                id.value(),
                null,
                flag.staff(),
                route,
                supervisor,
                question,
                user.getUsername(),
                now,
                now.plus(Duration.ofDays(days))));
        decisions.ask(user, flag, version, question);
        requests.flush(); // What SQL writes next refers to it.
        if (journal.takeFlag(request.id(), id) == 0) {
            throw new RequestStateException("Casework explains every access of this flag now. Nobody was asked.");
        }
        journal.seal(
                request.id(),
                "ASKED_" + route.name(),
                question,
                user.getUsername(),
                Map.of(
                        "flag", id.toString(),
                        "staff", flag.staff().value(),
                        "days", Integer.toString(days)));
        return request.id();
    }

    /** The requests about a flag with what was answered, newest first. */
    @Transactional(readOnly = true)
    public List<RequestDetail> listByFlag(FlagId flag) {
        return requests.findByForceIdAndFlagIdOrderByAskedAtDesc(force.id(), flag.value()).stream()
                .map(request -> journal.detail(request.summary()))
                .toList();
    }

    /**
     * Takes a question back; the flag is in the queue again.
     *
     * @throws RequestNotFoundException when it is not about a flag that the user may see
     * @throws RequestStateException when it is closed
     */
    @Transactional
    public FlagId withdraw(SignedInUser user, RequestId id, String reason) {
        JustificationRequest request = requests.findByRequestIdAndForceId(id.value(), force.id())
                .filter(found -> found.flagId() != null)
                .orElseThrow(() -> new RequestNotFoundException(id));
        FlagId flag = new FlagId(java.util.Objects.requireNonNull(request.flagId()));
        flags.getSummary(user, flag);
        request.withdraw(clock.instant());
        requests.save(request);
        requests.flush(); // What SQL writes next refers to it.
        journal.giveBack(request.flagId());
        journal.seal(id, "WITHDRAWN", reason, user.getUsername());
        return flag;
    }

    private void demandOvert(StaffId staff) {
        if (!journal.isOvert(staff)) {
            throw new RequestStateException(
                    "This matter is covert, so nobody was asked. End the compartment before you ask.");
        }
    }
}
