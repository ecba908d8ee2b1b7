package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import uk.propercourse.explanation.ExplanationPolicy;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/** Makes tasks of directed reading, as {@link DeclaredWork} does of declarations; what ends early ends there too. */
@Service
@WebOnly
class DirectedWork {

    private static final String SOURCE = "directed reading";

    private final JdbcClient jdbc;
    private final CaseworkRows casework;
    private final ExplanationPolicy policy;
    private final Force force;

    DirectedWork(JdbcClient jdbc, CaseworkRows casework, ExplanationPolicy policy, Force force) {
        this.jdbc = jdbc;
        this.casework = casework;
        this.policy = policy;
        this.force = force;
    }

    @Bean
    static RecurringTask<Void> bringInDirectedWork(DirectedWork work) {
        return Tasks.recurring("directed-work", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> work.bringIn());
    }

    /**
     * A task of its own for each case, because the cases to learn from are mostly closed: with what the case is about as it
     * stands now, and the reader as its audience, so that nobody else's looks are explained by it. An assignment explains from
     * a while before it begins; so it begins that much later. The case comes last: what has none yet is tried again, and so is
     * what was directed between the two queries.
     */
    synchronized void bringIn() {
        List<Map<String, Object>> cases = new ArrayList<>();
        List<Map<String, Object>> assignments = new ArrayList<>();
        List<Map<String, Object>> links = new ArrayList<>();
        query("select * from pending", row -> {
            cases.add(CaseworkRows.row(
                    "case_ref", row.getString("task"),
                    "kind", "TASK",
                    "opened_at", row.getString("begins"),
                    "closed_at", row.getString("ends"),
                    "category", "READING"));
            assignments.add(CaseworkRows.row(
                    "case_ref", row.getString("task"),
                    "from", row.getString("begins"),
                    "to", row.getString("ends"),
                    "role", "AUDIENCE",
                    "staff_id", row.getString("staff_id"),
                    "recorded_at", row.getString("directed"),
                    "recorded_by", row.getString("supervisor_id")));
        });
        query(
                """
                select p.*, l.record_type, l.record_id from pending p
                cross join lateral (
                  select k.record_type, k.record_id from casework.case_link k
                  where k.force_id = :force and k.case_ref = p.read_case
                  union select 'CASE', p.read_case) l
                """,
                row -> links.add(CaseworkRows.row(
                        "case_ref", row.getString("task"),
                        "record_type", row.getString("record_type"),
                        "record_id", row.getString("record_id"),
                        "linked_at", row.getString("directed"),
                        "recorded_by", row.getString("supervisor_id"),
                        "role", "SUBJECT")));
        if (!cases.isEmpty()) {
            casework.load("case_assignments", SOURCE, assignments);
            casework.load("case_links", SOURCE, links);
            casework.load("cases", SOURCE, cases);
        }
    }

    private void query(String sql, RowCallbackHandler row) {
        jdbc.sql("""
                        with reading as (
                          select d.staff_id, d.supervisor_id, c.case_ref as read_case, d.valid_from,
                            d.valid_from + :before::interval as begins_at,
                            greatest(d.valid_to, d.valid_from + :before::interval + interval '1 second') as ends_at,
                            'READING/' || d.reading_id || '/' || c.place as task
                          from review.directed_reading d
                          cross join lateral unnest(d.case_refs) with ordinality c (case_ref, place)
                          where d.force_id = :force
                        ), pending as (
                          select r.staff_id, r.supervisor_id, r.read_case, r.task, kernel.iso(r.valid_from) as directed,
                            kernel.iso(r.begins_at) as begins, kernel.iso(r.ends_at) as ends
                          from reading r
                          where not exists (
                            select from casework.case_file c
                            where c.force_id = :force and c.case_ref = r.task and c.closed_at = r.ends_at))
                        """ + sql)
                .param("force", force.id())
                .param("before", policy.before().toSeconds() + " seconds")
                .query(row);
    }
}
