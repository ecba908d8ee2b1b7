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
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/** Makes assignments of directed reading, as {@link DeclaredWork} makes tasks of declarations; what ends early ends there too. */
@Service
@WebOnly
class DirectedWork {

    private final JdbcClient jdbc;
    private final CaseworkRows casework;
    private final Force force;

    DirectedWork(JdbcClient jdbc, CaseworkRows casework, Force force) {
        this.jdbc = jdbc;
        this.casework = casework;
        this.force = force;
    }

    @Bean
    static RecurringTask<Void> bringInDirectedWork(DirectedWork work) {
        return Tasks.recurring("directed-work", FixedDelay.of(Duration.ofMinutes(1)))
                .execute((instance, context) -> work.bringIn());
    }

    /** Of what ended long ago nothing can be missing. */
    synchronized void bringIn() {
        List<Map<String, Object>> assignments = new ArrayList<>();
        jdbc.sql("""
                        select d.staff_id, d.supervisor_id, c.case_ref, kernel.iso(d.valid_from) as opened,
                          kernel.iso(d.valid_to) as closed
                        from review.directed_reading d
                        cross join lateral unnest(d.case_refs) c (case_ref)
                        where d.force_id = :force and d.valid_to > now() - interval '7 days' and not exists (
                          select from casework.case_assignment a
                          where a.force_id = d.force_id and a.case_ref = c.case_ref and a.staff_id = d.staff_id
                            and a.valid_from = d.valid_from and a.valid_to = d.valid_to)
                        """).param("force", force.id()).query(row -> {
            assignments.add(CaseworkRows.row(
                    "case_ref",
                    row.getString("case_ref"),
                    "from",
                    row.getString("opened"),
                    "to",
                    row.getString("closed"),
                    "role",
                    "REVIEWER",
                    "staff_id",
                    row.getString("staff_id"),
                    "recorded_at",
                    row.getString("opened"),
                    "recorded_by",
                    row.getString("supervisor_id")));
        });
        if (!assignments.isEmpty()) {
            casework.load("case_assignments", "directed reading", assignments);
        }
    }
}
