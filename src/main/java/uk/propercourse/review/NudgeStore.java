package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/** Nudges as they are kept, each step with its leaf of the ledger. */
@Service
@WebOnly
@Transactional(propagation = Propagation.MANDATORY)
class NudgeStore {

    private static final String KIND = "NUDGE";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    NudgeStore(JdbcClient jdbc, Ledger ledger, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** Those for which the condition on {@code n} holds, at most 200. */
    List<Nudge> list(String condition, UnaryOperator<JdbcClient.StatementSpec> binding) {
        return binding.apply(jdbc.sql("select n.* from review.nudge n where n.force_id = :force and " + condition
                                + " order by n.nudged_at desc, n.nudge_id limit 200")
                        .param("force", force.id()))
                .query((row, n) -> nudge(row))
                .list();
    }

    void add(Nudge nudge) {
        StaffId supervisor = nudge.supervisor();
        jdbc.sql("""
                        insert into review.nudge (nudge_id, force_id, flag_id, staff_id, step, words, status, supervisor_id,
                          rerouted, nudged_by, nudged_at, version)
                        values (:id, :force, :flag, :staff, :step, :words, :status, :supervisor, :rerouted, :by, :at, 0)
                        """)
                .param("id", nudge.id())
                .param("force", force.id())
                .param("flag", nudge.flag().value())
                .param("staff", nudge.staff().value())
                .param("step", nudge.step().name())
                .param("words", nudge.words())
                .param("status", nudge.status().name())
                .param("supervisor", supervisor == null ? null : supervisor.value())
                .param("rerouted", nudge.rerouted())
                .param("by", nudge.nudgedBy())
                .param("at", Timestamp.from(nudge.nudgedAt()))
                .update();
        seal(
                nudge.id(),
                nudge.status().name(),
                nudge.nudgedBy(),
                Map.of(
                        "flag", nudge.flag().toString(),
                        "staff", nudge.staff().value(),
                        "step", nudge.step().name(),
                        "words", nudge.words()));
    }

    /**
     * Ends one that stands where the caller saw it.
     *
     * @throws NudgeException when it has moved on since
     */
    void close(SignedInUser user, Nudge nudge, int version, Nudge.Status from, Nudge.Status to, String answer) {
        int closed = jdbc.sql("""
                        update review.nudge set status = :to, closed_by = :user, closed_at = :now, answer = :answer,
                          version = version + 1
                        where nudge_id = :id and version = :version and status = :from
                        """)
                .param("to", to.name())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("answer", answer)
                .param("id", nudge.id())
                .param("version", version)
                .param("from", from.name())
                .update();
        if (closed == 0) {
            throw new NudgeException("This has moved on since you opened it. Nothing was changed: look at it again.");
        }
        seal(nudge.id(), to.name(), user.getUsername(), Map.of("text", answer));
    }

    /** Whom to write to, null where HR gives no address. */
    record Sent(UUID id, @Nullable String email) {}

    /**
     * Takes back what no longer holds: the flag was decided anew, re-opened or investigated since, or a week has passed.
     * What was held out counts no more either, or those who were told would look better than they are.
     *
     * @return how many
     */
    int withdrawStale() {
        List<UUID> stale = jdbc.sql("""
                        update review.nudge n set status = 'WITHDRAWN', closed_by = 'the application', closed_at = :now,
                          answer = 'The matter went on before it was sent', version = n.version + 1
                        where n.force_id = :force and (
                            n.status = 'WAITING'
                            or n.status = 'HELD_OUT' and n.nudged_at > :now::timestamptz - interval '1 day')
                          and (n.nudged_at < :now::timestamptz - interval '7 days'
                          or exists (select from review.flag f where f.flag_id = n.flag_id and f.status <> 'DECIDED')
                          or exists (select from review.decision d where d.flag_id = n.flag_id and d.decided_at > n.nudged_at)
                          or exists (
                            select from investigation.investigation i
                            where i.force_id = n.force_id and i.staff_id = n.staff_id and i.opened_at > n.nudged_at))
                        returning n.nudge_id
                        """)
                .param("force", force.id())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list();
        stale.forEach(one -> seal(one, "WITHDRAWN", "the application", Map.of()));
        return stale.size();
    }

    /** Sends what waits, other than about people whose matter is covert. */
    List<Sent> send() {
        List<Sent> sent = jdbc.sql("""
                        update review.nudge n set status = 'SENT', sent_at = :now, version = n.version + 1
                        where n.force_id = :force and n.status = 'WAITING' and %s
                        returning n.nudge_id, (
                          select s.email from people.staff s
                          where s.force_id = n.force_id and s.staff_id = coalesce(n.supervisor_id, n.staff_id)) as email
                        """.formatted(Visibility.isOvert("n")))
                .param("force", force.id())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Sent(row.getObject("nudge_id", UUID.class), row.getString("email")))
                .list();
        sent.forEach(one -> seal(one.id(), "SENT", "the application", Map.of()));
        return sent;
    }

    private void seal(UUID nudge, String act, String by, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("nudge", nudge.toString());
        content.put("act", act);
        content.putAll(more);
        content.put("by", by);
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }

    private static Nudge nudge(ResultSet row) throws SQLException {
        String supervisor = row.getString("supervisor_id");
        return new Nudge(
                row.getObject("nudge_id", UUID.class),
                new FlagId(row.getObject("flag_id", UUID.class)),
                new StaffId(row.getString("staff_id")),
                Nudge.Step.valueOf(row.getString("step")),
                row.getString("words"),
                Nudge.Status.valueOf(row.getString("status")),
                supervisor == null ? null : new StaffId(supervisor),
                row.getString("rerouted"),
                row.getString("nudged_by"),
                row.getTimestamp("nudged_at").toInstant(),
                instant(row.getTimestamp("sent_at")),
                instant(row.getTimestamp("closed_at")),
                row.getString("answer"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
