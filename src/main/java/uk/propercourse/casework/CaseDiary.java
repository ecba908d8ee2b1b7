package uk.propercourse.casework;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;

/** Which cases somebody was on at a moment. */
@Service
@Transactional(readOnly = true)
public class CaseDiary {

    private final JdbcClient jdbc;
    private final Force force;

    CaseDiary(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** An assignment. */
    public record Assignment(String caseRef, String kind, String role, Instant from) {}

    /** The cases assigned to the person at that moment, latest first, at most {@code limit}. */
    public List<Assignment> listAt(StaffId staff, Instant at, int limit) {
        return jdbc.sql("""
                        select a.case_ref, c.kind, a.role, a.valid_from from casework.case_assignment a
                        join casework.case_file c on c.force_id = a.force_id and c.case_ref = a.case_ref
                        where a.force_id = :force and a.staff_id = :staff and a.valid_from <= :at
                          and (a.valid_to is null or :at < a.valid_to) and (c.closed_at is null or :at < c.closed_at)
                        order by a.valid_from desc, a.case_ref limit :limit
                        """)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("at", Timestamp.from(at))
                .param("limit", limit)
                .query((row, n) -> new Assignment(
                        row.getString("case_ref"),
                        row.getString("kind"),
                        row.getString("role"),
                        row.getTimestamp("valid_from").toInstant()))
                .list();
    }
}
