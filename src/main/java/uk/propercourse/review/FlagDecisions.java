package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/** Deciding about flags: each decision is one transaction with its leaf of the ledger, and none is ever edited. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class FlagDecisions {

    /** The kind of the leaves of everything that Professional Standards decides. */
    static final String KIND = "DECISION";

    private final FlagService flags;
    private final DossierHolds holds;
    private final SecondOpinions opinions;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    FlagDecisions(
            FlagService flags,
            DossierHolds holds,
            SecondOpinions opinions,
            JdbcClient jdbc,
            Ledger ledger,
            Force force,
            Clock clock) {
        this.flags = flags;
        this.holds = holds;
        this.opinions = opinions;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** The decisions about a flag, newest first. */
    @Transactional(readOnly = true)
    public List<Decision> list(FlagId id) {
        return jdbc.sql("""
                        select finding, rule_feedback, reason, score, decided_by, decided_at from review.decision
                        where flag_id = :id order by ordinal desc
                        """)
                .param("id", id.value())
                .query((row, n) -> new Decision(
                        Decision.Finding.valueOf(row.getString(1)),
                        row.getString(2) == null ? null : Decision.Feedback.valueOf(row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getTimestamp(6).toInstant()))
                .list();
    }

    /**
     * Decides about an open flag.
     *
     * @param version of the flag as the user saw it
     * @throws FlagNotFoundException when there is none, or it is not for that user
     * @throws FlagMovedOnException when it has changed since
     * @throws DossierClaimedException when somebody else works on its dossier
     */
    @Transactional
    public void decide(
            SignedInUser user,
            FlagId id,
            int version,
            Decision.Finding finding,
            Decision.Feedback feedback,
            String reason) {
        decideAll(user, List.of(new DossierService.Seen(id, version)), finding, feedback, reason);
    }

    /**
     * The same about several: all or none. Rows are locked in one order, and the ledger last. What closes the matter of
     * somebody at risk waits for a second person; of the rest of several some are drawn for one.
     */
    void decideAll(
            SignedInUser user,
            List<DossierService.Seen> seen,
            Decision.Finding finding,
            Decision.Feedback feedback,
            String reason) {
        List<DossierService.Seen> ordered = seen.stream()
                .sorted(Comparator.comparing(one -> one.id().value()))
                .toList();
        Set<FlagId> atRisk = finding.closes()
                ? opinions.findAtRisk(
                        ordered.stream().map(DossierService.Seen::id).toList())
                : Set.of();
        List<FlagSummary> decided = new ArrayList<>();
        for (DossierService.Seen one : ordered) {
            FlagSummary flag = flags.getSummary(user, one.id());
            holds.demandFree(user, flag.staff(), flag.week());
            move(flag.id(), one.version(), "OPEN", atRisk.contains(flag.id()) ? "TO_CONFIRM" : "DECIDED");
            decided.add(flag);
        }
        List<UUID> closed = new ArrayList<>();
        for (FlagSummary flag : decided) {
            UUID decision = save(user, flag, finding, feedback, reason);
            if (atRisk.contains(flag.id())) {
                opinions.ask(decision, SecondOpinion.Why.HIGH_HARM);
            } else if (finding.closes()) {
                closed.add(decision);
            }
        }
        opinions.draw(closed).forEach(decision -> opinions.ask(decision, SecondOpinion.Why.BULK_SAMPLE));
    }

    /**
     * Looks again at what somebody else decided: agrees with it, or puts the flag back into the queue.
     *
     * @throws SecondOpinionException when nobody has to look at it again, or the user decided it
     * @throws FlagMovedOnException when it has changed since
     */
    @Transactional
    public void giveSecondOpinion(SignedInUser user, FlagId id, int version, boolean agrees, String reason) {
        FlagSummary flag = flags.getSummary(user, id);
        opinions.demandAnother(user, id);
        move(id, version, flag.status(), agrees ? "DECIDED" : "OPEN");
        save(user, flag, agrees ? Decision.Finding.CONFIRMED : Decision.Finding.REOPENED, null, reason);
    }

    /**
     * Puts a decided flag back into the queue, whether or not a second person has agreed.
     *
     * @throws FlagMovedOnException when it is not decided any more
     */
    @Transactional
    public void reopen(SignedInUser user, FlagId id, int version, String reason) {
        FlagSummary flag = flags.getSummary(user, id);
        holds.demandFree(user, flag.staff(), flag.week());
        move(flag.id(), version, flag.status().equals("TO_CONFIRM") ? "TO_CONFIRM" : "DECIDED", "OPEN");
        save(user, flag, Decision.Finding.REOPENED, null, reason);
    }

    /**
     * Takes an open flag out of the queue because somebody is asked about it.
     *
     * @param question as it was put to them
     * @throws FlagMovedOnException when the flag has changed since
     */
    void ask(SignedInUser user, FlagSummary flag, int version, String question) {
        move(flag.id(), version, "OPEN", "ASKED");
        save(user, flag, Decision.Finding.ASKED, null, question);
    }

    private void move(FlagId id, int version, String from, String to) {
        int moved = jdbc.sql("""
                        update review.flag set status = :to, version = version + 1
                        where flag_id = :id and version = :version and status = :from
                        """)
                .param("id", id.value())
                .param("version", version)
                .param("from", from)
                .param("to", to)
                .update();
        if (moved == 0) {
            throw new FlagMovedOnException();
        }
    }

    private UUID save(
            SignedInUser user,
            FlagSummary flag,
            Decision.Finding finding,
            Decision.@Nullable Feedback feedback,
            String reason) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into review.decision (decision_id, force_id, flag_id, finding, rule_feedback, reason, score,
                          decided_by, decided_at)
                        values (:id, :force, :flag, :finding, :feedback, :reason, :score, :user, :now)
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("flag", flag.id().value())
                .param("finding", finding.name())
                .param("feedback", feedback == null ? null : feedback.name())
                .param("reason", reason)
                .param("score", flag.score())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("decision", id.toString());
        content.put("flag", flag.id().toString());
        content.put("finding", finding.name());
        content.put("feedback", feedback == null ? "" : feedback.name());
        content.put("score", flag.score());
        content.put("reason", reason);
        content.put("by", user.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
        return id;
    }
}
