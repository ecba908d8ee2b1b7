package uk.propercourse.review;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import uk.propercourse.explanation.ExplanationPolicy;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/**
 * Makes tasks of accepted declarations: they come in by intake, like a feed's, so that they have a batch, and what they
 * explain is judged again. What did not come in because the process ended comes in within a minute of the next start.
 */
@Service
@WebOnly
class DeclaredWork {

    private static final String SOURCE = "accepted declarations";

    private final JdbcClient jdbc;
    private final CaseworkRows casework;
    private final ExplanationPolicy policy;
    private final Force force;

    DeclaredWork(JdbcClient jdbc, CaseworkRows casework, ExplanationPolicy policy, Force force) {
        this.jdbc = jdbc;
        this.casework = casework;
        this.policy = policy;
        this.force = force;
    }

    @Bean
    static RecurringTask<Void> bringInDeclaredWork(DeclaredWork work) {
        return Tasks.recurring("declared-work", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> work.bringIn());
    }

    /**
     * An assignment explains from a while before it begins; so it begins that much later. The case comes last: what has none
     * yet is tried again, and rows that came in twice change nothing.
     */
    synchronized void bringIn() {
        List<Map<String, Object>> cases = new ArrayList<>();
        List<Map<String, Object>> assignments = new ArrayList<>();
        List<Map<String, Object>> links = new ArrayList<>();
        jdbc.sql("""
                        select d.*, kernel.iso(d.decided_at) as decided, kernel.iso(d.valid_from + :before::interval) as opened,
                          kernel.iso(greatest(d.valid_to, d.valid_from + :before::interval + interval '1 second')) as closed
                        from review.declaration d
                        where d.force_id = :force and d.status = 'ACCEPTED' and not exists (
                          select from casework.case_file c where c.force_id = d.force_id and c.case_ref = d.case_ref)
                        """)
                .param("force", force.id())
                .param("before", policy.before().toSeconds() + " seconds")
                .query(row -> {
                    String ref = row.getString("case_ref");
                    String supervisor = row.getString("supervisor_id");
                    cases.add(CaseworkRows.row(
                            "case_ref",
                            ref,
                            "kind",
                            "TASK",
                            "opened_at",
                            row.getString("opened"),
                            "closed_at",
                            row.getString("closed"),
                            "category",
                            "DECLARED"));
                    assignments.add(CaseworkRows.row(
                            "case_ref",
                            ref,
                            "from",
                            row.getString("opened"),
                            "to",
                            row.getString("closed"),
                            "role",
                            "INVESTIGATOR",
                            "staff_id",
                            row.getString("staff_id"),
                            "recorded_at",
                            row.getString("decided"),
                            "recorded_by",
                            supervisor));
                    links.add(CaseworkRows.row(
                            "case_ref",
                            ref,
                            "record_type",
                            row.getString("record_type"),
                            "record_id",
                            row.getString("record_id"),
                            "linked_at",
                            row.getString("decided"),
                            "recorded_by",
                            supervisor,
                            "role",
                            "SUBJECT"));
                });
        if (!cases.isEmpty()) {
            casework.load("case_assignments", SOURCE, assignments);
            casework.load("case_links", SOURCE, links);
            casework.load("cases", SOURCE, cases);
        }
    }
}
