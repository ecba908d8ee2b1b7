package uk.propercourse.oversight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.Visibility;
import uk.propercourse.security.SignedInUser;

/**
 * Whether supervisors decide or wave through: how fast, how often they are satisfied, with whom they exchange favours, and
 * what came of it. Matters of which the user may not know are left out.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
@Transactional(readOnly = true)
public class SupervisorDecisions {

    /** How far back is looked. */
    public static final Duration SPAN = Duration.ofDays(90);

    private static final String DECISIONS = """
            select r.staff_id as supervisor, q.staff_id as person, r.replied_at, r.kind = 'SATISFIED' as satisfied,
              extract(epoch from r.replied_at - (
                select max(o.read_at) from oversight.page_read o
                where o.force_id = q.force_id and o.reader = r.replied_by and o.item_id = q.request_id
                  and o.read_at <= r.replied_at and o.route like '/justifications/%%'))::integer as seconds,
              r.kind = 'SATISFIED' and exists (
                select from review.reply back
                join review.justification_request asked on asked.request_id = back.request_id
                where back.kind = 'SATISFIED' and back.staff_id = q.staff_id and asked.staff_id = r.staff_id
                  and asked.force_id = q.force_id and back.replied_at > :since) as reciprocal,
              r.kind = 'SATISFIED' and exists (
                select from review.reply claim
                where claim.request_id = r.request_id and claim.staff_id = q.staff_id and claim.case_ref is not null
                  and claim.case_ref <> '' and not exists (
                    select from casework.case_file c
                    where c.force_id = q.force_id and c.case_ref = claim.case_ref)) as contradicted,
              r.kind = 'SATISFIED' and exists (
                select from investigation.investigation_flag i
                join investigation.report_outcome o on o.investigation_id = i.investigation_id
                  and o.finding in ('MISCONDUCT', 'GROSS_MISCONDUCT', 'CRIMINAL')
                where i.flag_id = q.flag_id) as proven
            from review.reply r
            join review.justification_request q on q.request_id = r.request_id
            where q.force_id = :force and r.staff_id <> q.staff_id and r.kind in ('SATISFIED', 'NOT_SATISFIED')
              and r.replied_at > :since and (:supervisor::text is null or r.staff_id = :supervisor) and %s
            """.formatted(Visibility.ofMatters("q"));

    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;

    SupervisorDecisions(JdbcClient jdbc, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** What each supervisor's decisions come to, most decisions first. */
    public List<SupervisorDecision.Sum> sum(SignedInUser user) {
        return bind("""
                        select supervisor, count(*) as decisions, count(*) filter (where satisfied) as satisfied,
                          percentile_disc(0.5) within group (order by seconds) as median,
                          count(*) filter (where seconds < :hasty) as hasty,
                          count(*) filter (where reciprocal) as reciprocal,
                          count(*) filter (where contradicted) as contradicted, count(*) filter (where proven) as proven
                        from (%s) d group by supervisor order by decisions desc, supervisor
                        """.formatted(DECISIONS), user, null)
                .param("hasty", SupervisorDecision.HASTY_SECONDS)
                .query((row, n) -> new SupervisorDecision.Sum(
                        new StaffId(row.getString("supervisor")),
                        row.getInt("decisions"),
                        row.getInt("satisfied"),
                        row.getObject("median", Integer.class),
                        row.getInt("hasty"),
                        row.getInt("reciprocal"),
                        row.getInt("contradicted"),
                        row.getInt("proven")))
                .list();
    }

    /** The decisions of one supervisor, newest first. */
    public List<SupervisorDecision> list(SignedInUser user, StaffId supervisor) {
        return bind(DECISIONS + " order by r.replied_at desc limit 500", user, supervisor)
                .query((row, n) -> decision(row))
                .list();
    }

    private JdbcClient.StatementSpec bind(String sql, SignedInUser user, @Nullable StaffId supervisor) {
        return Visibility.bind(jdbc.sql(sql), user)
                .param("force", force.id())
                .param("since", Timestamp.from(clock.instant().minus(SPAN)))
                .param("supervisor", supervisor == null ? null : supervisor.value());
    }

    private static SupervisorDecision decision(ResultSet row) throws SQLException {
        return new SupervisorDecision(
                new StaffId(row.getString("supervisor")),
                new StaffId(row.getString("person")),
                row.getTimestamp("replied_at").toInstant(),
                row.getBoolean("satisfied"),
                row.getObject("seconds", Integer.class),
                row.getBoolean("reciprocal"),
                row.getBoolean("contradicted"),
                row.getBoolean("proven"));
    }
}
