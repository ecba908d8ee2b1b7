package uk.propercourse.review;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * The ladder of small answers. Which step is next follows from what the person was told in the year before and from the tier
 * of the rules behind the flag; that anybody is told at all is a named reviewer's decision.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class Nudges {

    private static final List<Nudge.Step> LADDER = List.of(Nudge.Step.values());

    /** How long a step counts. */
    private static final Duration COUNTS = Duration.ofDays(365);

    /** Tier of the rules that are for covert enquiry alone. */
    private static final int COVERT_TIER = 3;

    private final FlagService flags;
    private final FlagDecisions decisions;
    private final NudgeStore store;
    private final SupervisorRouting routing;
    private final NudgePolicy policy;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Nudges(
            FlagService flags,
            FlagDecisions decisions,
            NudgeStore store,
            SupervisorRouting routing,
            NudgePolicy policy,
            JdbcClient jdbc,
            Force force,
            Clock clock) {
        this.flags = flags;
        this.decisions = decisions;
        this.store = store;
        this.routing = routing;
        this.policy = policy;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /**
     * The next step of the ladder for the person of an open flag. Rules of tier 1 begin with a message, those of tier 2 with
     * a talk; empty where a rule of tier 3 matched, the matter is covert, or the ladder has no further step.
     */
    @Transactional(readOnly = true)
    public Optional<Nudge.Step> findNext(FlagSummary flag) {
        return jdbc.sql("""
                        select greatest(t.tier - 1, g.given) as next
                        from (select coalesce(max(r.tier), :covert) as tier
                              from review.flag fl
                              join rules.finding f on f.force_id = fl.force_id and f.staff_id = fl.staff_id and f.story = fl.story
                                and f.withdrawn_at is null
                              join rules.rule r on r.code = f.rule_code and r.status = 'LIVE'
                              where fl.flag_id = :flag and fl.status = 'OPEN' and %s) t,
                          (select coalesce(max(array_position(array['MESSAGE', 'TALK', 'REFLECTIVE_PRACTICE'], n.step)), 0) as given
                           from review.nudge n
                           where n.force_id = :force and n.staff_id = :staff and n.status in ('WAITING', 'SENT', 'DONE')
                             and n.nudged_at > :since) g
                        where t.tier < :covert
                        """.formatted(Visibility.isOvert("fl")))
                .param("flag", flag.id().value())
                .param("force", force.id())
                .param("staff", flag.staff().value())
                .param("since", Timestamp.from(clock.instant().minus(COUNTS)))
                .param("covert", COVERT_TIER)
                .query(Integer.class)
                .optional()
                .filter(next -> next < LADDER.size())
                .map(LADDER::get);
    }

    /**
     * Decides about a flag with the next step of the ladder.
     *
     * @param version of the flag as the user saw it
     * @param words as the person or the supervisor will read them
     * @throws FlagMovedOnException when the flag has changed since
     * @throws NudgeException when there is no such step any more, the matter is covert, or nobody may speak with the person
     */
    @Transactional
    public void nudge(
            SignedInUser user, FlagId id, int version, Nudge.Step step, Decision.Feedback feedback, String words) {
        FlagSummary flag = flags.getSummary(user, id);
        if (!findNext(flag).equals(Optional.of(step))) {
            throw new NudgeException("That is not the next step for this person any more. Nobody was told anything.");
        }
        SupervisorRouting.Choice choice = step == Nudge.Step.MESSAGE
                ? new SupervisorRouting.Choice(null, null)
                : routing.choose(flag.staff(), clock.instant(), List.of());
        if (step != Nudge.Step.MESSAGE && choice.supervisor() == null) {
            throw new NudgeException("Nobody up the line may speak with this person"
                    + (choice.because() == null ? "" : " (" + choice.because() + ")") + ". Nobody was told anything.");
        }
        decisions.decide(user, id, version, Decision.Finding.ADVICE, feedback, words);
        boolean heldOut = policy.holdsOut(step, chance.nextDouble());
        store.add(new Nudge(
                UUID.randomUUID(),
                id,
                flag.staff(),
                step,
                words,
                heldOut ? Nudge.Status.HELD_OUT : Nudge.Status.WAITING,
                choice.supervisor(),
                choice.because(),
                user.getUsername(),
                clock.instant(),
                null,
                null,
                null,
                0));
    }

    /** Those of a flag, newest first. */
    @Transactional(readOnly = true)
    public List<Nudge> listByFlag(FlagId flag) {
        return store.list("n.flag_id = :flag", sql -> sql.param("flag", flag.value()));
    }

    /**
     * Takes one back that was not sent yet; the flag stays decided.
     *
     * @throws NudgeException when it was sent
     */
    @Transactional
    public void withdraw(SignedInUser user, FlagId flag, UUID id, String reason) {
        Nudge nudge = listByFlag(flags.getSummary(user, flag).id()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NudgeNotFoundException(id));
        store.close(user, nudge, nudge.version(), Nudge.Status.WAITING, Nudge.Status.WITHDRAWN, reason);
    }

    /** Which nudges to list. */
    public enum Which {
        /** All of them. */
        ALL("true"),
        /** Messages that were sent. */
        TOLD("n.step = 'MESSAGE' and n.status in ('SENT', 'DONE')"),
        /** Of them, with another flag of the person within 90 days. */
        TOLD_AGAIN("n.step = 'MESSAGE' and n.status in ('SENT', 'DONE') and " + AGAIN),
        /** Messages that were drawn not to be sent. */
        HELD_OUT("n.status = 'HELD_OUT'"),
        /** Of them, with another flag of the person within 90 days. */
        HELD_OUT_AGAIN("n.status = 'HELD_OUT' and " + AGAIN),
        /** Talks and reflective practice that the supervisor has not recorded yet. */
        WITH_SUPERVISOR("n.step <> 'MESSAGE' and n.status = 'SENT'");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }
    }

    /** Another flag, of accesses after the nudge: what was done before it was known is no answer to it. */
    private static final String AGAIN = """
            exists (
              select from review.flag a
              where a.force_id = n.force_id and a.staff_id = n.staff_id and a.flag_id <> n.flag_id
                and a.first_event_at > coalesce(n.sent_at, n.nudged_at)
                and a.first_event_at < coalesce(n.sent_at, n.nudged_at) + interval '90 days')""";

    /** Newest first, at most 200. */
    @Transactional(readOnly = true)
    public List<Nudge> list(SignedInUser user, Which which) {
        return store.list(which.condition + " and " + Visibility.ofMatters("n"), sql -> Visibility.bind(sql, user));
    }

    /** How many there are of each. */
    public record Effect(long told, long toldAgain, long heldOut, long heldOutAgain, long withSupervisor) {}

    /** Whether telling people helps: those who were told beside those who were drawn not to be. */
    @Transactional(readOnly = true)
    public Effect measure(SignedInUser user) {
        return Visibility.bind(
                        jdbc.sql("""
                        select count(*) filter (where %s) as told, count(*) filter (where %s) as told_again,
                          count(*) filter (where %s) as held_out, count(*) filter (where %s) as held_out_again,
                          count(*) filter (where %s) as with_supervisor
                        from review.nudge n where n.force_id = :force and %s
                        """.formatted(
                                        Which.TOLD.condition,
                                        Which.TOLD_AGAIN.condition,
                                        Which.HELD_OUT.condition,
                                        Which.HELD_OUT_AGAIN.condition,
                                        Which.WITH_SUPERVISOR.condition,
                                        Visibility.ofMatters("n"))),
                        user)
                .param("force", force.id())
                .query((row, n) -> new Effect(
                        row.getLong("told"),
                        row.getLong("told_again"),
                        row.getLong("held_out"),
                        row.getLong("held_out_again"),
                        row.getLong("with_supervisor")))
                .single();
    }
}
