package uk.propercourse.review;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** The side of those who are asked about their own accesses: for everybody who is on the HR feed, and their own only. */
@Service
@WebOnly
public class OfficerReplies {

    private final JustificationRequestRepository requests;
    private final RequestJournal journal;
    private final Attachments attachments;
    private final Force force;
    private final Clock clock;

    OfficerReplies(
            JustificationRequestRepository requests,
            RequestJournal journal,
            Attachments attachments,
            Force force,
            Clock clock) {
        this.requests = requests;
        this.journal = journal;
        this.attachments = attachments;
        this.force = force;
        this.clock = clock;
    }

    /** What the user is or was asked, newest first; not what only their supervisor was asked. */
    @Transactional(readOnly = true)
    public List<RequestSummary> list(SignedInUser user) {
        return user.staffId().stream()
                .flatMap(staff ->
                        requests.findTop200ByForceIdAndStaffIdOrderByAskedAtDesc(force.id(), staff.value()).stream())
                .filter(OfficerReplies::isForTheOfficer)
                .map(JustificationRequest::summary)
                .toList();
    }

    /**
     * A request that the user is asked, with what they answered; not with what the supervisor said.
     *
     * @throws RequestNotFoundException when there is none, or it is not theirs
     */
    @Transactional(readOnly = true)
    public RequestDetail get(SignedInUser user, RequestId id) {
        RequestDetail detail = journal.detail(own(user, id).summary());
        return new RequestDetail(
                detail.request(),
                detail.accesses(),
                detail.replies().stream()
                        .filter(reply -> !reply.kind().isSupervisors())
                        .toList(),
                attachments.list(id, false));
    }

    private static boolean isForTheOfficer(JustificationRequest request) {
        return !request.isWithheld() && request.summary().route() != RequestRoute.SUPERVISOR;
    }

    /**
     * A file that somebody sends.
     *
     * @param name as it was called on their machine
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record File(String name, byte[] content) {}

    /**
     * Keeps what the user typed, for later, and a file with it.
     *
     * @throws AttachmentRefusedException when the file cannot be kept; nothing is then
     */
    @Transactional
    public void keepDraft(
            SignedInUser user, RequestId id, int version, String caseRef, String text, @Nullable File file) {
        JustificationRequest request = own(user, id);
        demandSeen(request, version);
        add(user, id, request, file);
        request.keepDraft(caseRef, text);
        requests.save(request);
    }

    private void add(SignedInUser user, RequestId id, JustificationRequest request, @Nullable File file) {
        if (file != null) {
            if (request.status() != RequestStatus.WITH_OFFICER) {
                throw new RequestStateException("This question is not with you any more. Nothing was sent.");
            }
            attachments.add(user, id, file.name(), file.content());
        }
    }

    /** Takes a file out of the user's draft. */
    @Transactional
    public void removeFile(SignedInUser user, RequestId id, UUID attachment) {
        own(user, id);
        attachments.remove(id, attachment);
    }

    /**
     * Sends the answer. It cannot be changed afterwards.
     *
     * @throws RequestStateException when the request is not with the user any more, or has changed since it was shown
     */
    @Transactional
    public void answer(
            SignedInUser user,
            RequestId id,
            int version,
            Reply.Kind kind,
            String caseRef,
            String explanation,
            @Nullable File file) {
        if (kind.isSupervisors()) {
            throw new RequestStateException("That answer is a supervisor's. Nothing was sent.");
        }
        JustificationRequest request = own(user, id);
        demandSeen(request, version);
        add(user, id, request, file);
        request.answer(kind, journal.isOvert(request.staff()), clock.instant());
        requests.save(request);
        requests.flush();
        if (request.isClosed()) {
            journal.giveBack(request.flagId());
        }
        journal.saveAnswer(id, kind, caseRef, explanation, user);
    }

    private static void demandSeen(JustificationRequest request, int version) {
        if (request.version() != version) {
            throw new RequestStateException(
                    "This request has changed since you opened it. Nothing was sent: read what is new, then answer.");
        }
    }

    private JustificationRequest own(SignedInUser user, RequestId id) {
        StaffId self = user.staffId().orElseThrow(() -> new RequestNotFoundException(id));
        return requests.findByRequestIdAndForceId(id.value(), force.id())
                .filter(request -> request.staff().equals(self))
                .filter(OfficerReplies::isForTheOfficer)
                .orElseThrow(() -> new RequestNotFoundException(id));
    }
}
