package uk.propercourse.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.StaffId;

/** Who asked to see whose name, when and why. A reveal holds for the user who asked, for a working day. */
@Service
public class Reveals {

    private static final Duration HOLDS = Duration.ofHours(12);

    private final JdbcClient jdbc;
    private final Clock clock;

    Reveals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records the reveal; from then on the name is shown to that user. */
    @Transactional
    public void record(SignedInUser user, StaffId staff, String reason) {
        jdbc.sql("""
                        insert into security.reveal (user_id, staff_id, reason, revealed_at)
                        values (:user, :staff, :reason, :now)
                        """)
                .param("user", user.id())
                .param("staff", staff.value())
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Whether that user may see that name now. */
    @Transactional(readOnly = true)
    public boolean holds(SignedInUser user, StaffId staff) {
        return jdbc.sql("""
                        select exists (
                          select from security.reveal
                          where user_id = :user and staff_id = :staff and revealed_at > :since)
                        """)
                .param("user", user.id())
                .param("staff", staff.value())
                .param("since", Timestamp.from(clock.instant().minus(HOLDS)))
                .query(Boolean.class)
                .single();
    }
}
