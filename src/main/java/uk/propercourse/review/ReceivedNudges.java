package uk.propercourse.review;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** Nudges as those see them who are told: the person, and the supervisor who is asked to speak with them: for everybody who is on the HR feed. */
@Service
@WebOnly
public class ReceivedNudges {

    private static final String OWN = "n.step = 'MESSAGE' and n.staff_id = :self and n.status in ('SENT', 'DONE')";
    private static final String TEAM =
            "n.step <> 'MESSAGE' and n.supervisor_id = :self and n.staff_id <> :self and n.status = 'SENT'";

    private final NudgeStore store;

    ReceivedNudges(NudgeStore store) {
        this.store = store;
    }

    /** Messages to the user, newest first. */
    @Transactional(readOnly = true)
    public List<Nudge> listOwn(SignedInUser user) {
        return query(user, OWN, null);
    }

    /** Of whom the user is asked to speak with, newest first. */
    @PreAuthorize("hasRole('SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<Nudge> listTeam(SignedInUser user) {
        return query(user, TEAM, null);
    }

    /**
     * One of these.
     *
     * @throws NudgeNotFoundException when it is neither
     */
    @Transactional(readOnly = true)
    public Nudge get(SignedInUser user, UUID id) {
        return query(user, "(" + OWN + " or " + TEAM + ")", id).stream()
                .findFirst()
                .orElseThrow(() -> new NudgeNotFoundException(id));
    }

    /**
     * Says that it was read, or what came of the talk.
     *
     * @param answer may be empty where the person answers
     * @throws NudgeException when that was said already
     */
    @Transactional
    public void answer(SignedInUser user, UUID id, int version, String answer) {
        store.close(user, get(user, id), version, Nudge.Status.SENT, Nudge.Status.DONE, answer);
    }

    private List<Nudge> query(SignedInUser user, String condition, @Nullable UUID id) {
        return user.staffId()
                .map(self -> store.list(
                        condition + " and (:id::uuid is null or n.nudge_id = :id)",
                        sql -> sql.param("self", self.value()).param("id", id)))
                .orElse(List.of());
    }
}
