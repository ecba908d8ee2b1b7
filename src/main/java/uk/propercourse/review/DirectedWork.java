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
     * A task of its own, because the cases to learn from are mostly closed: with what they are about as it stands now, and the
     * reader as its audience, so that nobody else's looks are explained by it. An assignment explains from a while before it
     * begins; so it begins that much later. The case comes last: what has none yet is tried again.
     */
    synchronized void bringIn() {
        List<Map<String, Object>> cases = new ArrayList<>();
        List<Map<String, Object>> assignments = new ArrayList<>();
        List<Map<String, Object>> links = new ArrayList<>();
        query(
                """
                select p.*, l.record_type, l.record_id from pending p
                cross join lateral unnest(p.case_refs) c (case_ref)
                cross join lateral (
                  select k.record_type, k.record_id from casework.case_link k
                  where k.force_id = :force and k.case_ref = c.case_ref
                  union select 'CASE', c.case_ref) l
                """,
                row -> links.add(CaseworkRows.row(
                        "case_ref", row.getString("task"),
                        "record_type", row.getString("record_type"),
                        "record_id", row.getString("record_id"),
                        "linked_at", row.getString("directed"),
                        "recorded_by", row.getString("supervisor_id"),
                        "role", "SUBJECT")));
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
        if (!cases.isEmpty()) {
            casework.load("case_assignments", SOURCE, assignments);
            casework.load("case_links", SOURCE, links);
            casework.load("cases", SOURCE, cases);
        }
    }

    private void query(String sql, RowCallbackHandler row) {
        jdbc.sql("""
                        with pending as (
                          select d.*, 'READING/' || d.reading_id as task, kernel.iso(d.valid_from) as directed,
                            kernel.iso(d.valid_from + :before::interval) as begins,
                            kernel.iso(greatest(d.valid_to, d.valid_from + :before::interval + interval '1 second')) as ends
                          from review.directed_reading d
                          where d.force_id = :force and not exists (
                            select from casework.case_file c
                            where c.force_id = d.force_id and c.case_ref = 'READING/' || d.reading_id
                              and c.closed_at = greatest(d.valid_to, d.valid_from + :before::interval + interval '1 second')))
                        """ + sql)
                .param("force", force.id())
                .param("before", policy.before().toSeconds() + " seconds")
                .query(row);
    }
}
