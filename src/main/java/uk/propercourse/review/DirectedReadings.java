package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * Reading that supervisors direct. It names the cases, so that a window is no licence to browse, and begins when it is
 * directed, so that nothing is explained afterwards.
 */
@Service
@WebOnly
public class DirectedReadings {

    private static final String KIND = "READING";

    private final JdbcClient jdbc;
    private final SupervisorRouting routing;
    private final Ledger ledger;
    private final DirectedWork work;
    private final TransactionTemplate transaction;
    private final Force force;
    private final Clock clock;

    DirectedReadings(
            JdbcClient jdbc,
            SupervisorRouting routing,
            Ledger ledger,
            DirectedWork work,
            TransactionTemplate transaction,
            Force force,
            Clock clock) {
        this.jdbc = jdbc;
        this.routing = routing;
        this.ledger = ledger;
        this.work = work;
        this.transaction = transaction;
        this.force = force;
        this.clock = clock;
    }

    /** Whom the user supervises now, by number. */
    @PreAuthorize("hasRole('SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<StaffId> listTeam(SignedInUser user) {
        return jdbc.sql("""
                        select distinct staff_id from people.posting
                        where force_id = :force and supervisor_id = :self and staff_id <> supervisor_id
                          and valid_from <= :now and (valid_to is null or :now < valid_to)
                        order by 1 limit 200
                        """)
                .param("force", force.id())
                .param("self", user.staffId().map(StaffId::value).orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new StaffId(row.getString(1)))
                .list();
    }

    /** What the user has directed, newest first. */
    @PreAuthorize("hasRole('SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<DirectedReading> listDirected(SignedInUser user) {
        return query("supervisor_id = :who", user);
    }

    /** What the user is directed to read, newest first. */
    @PreAuthorize("hasAnyRole('OFFICER', 'SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<DirectedReading> listOwn(SignedInUser user) {
        return query("staff_id = :who", user);
    }

    /**
     * Directs somebody of the user's team to read cases, from now on.
     *
     * @param caseRefs 1 to {@value DirectedReading#MOST_CASES}, as casework knows them
     * @param days 1 to {@value DirectedReading#MOST_DAYS}
     * @throws DirectedReadingException when the person is not the user's to decide about, or a case is not known
     */
    @PreAuthorize("hasRole('SUPERVISOR')")
    public void direct(SignedInUser user, StaffId staff, List<String> caseRefs, int days, String purpose) {
        transaction.executeWithoutResult(status -> save(user, staff, caseRefs, days, purpose));
        work.bringIn();
    }

    private void save(SignedInUser user, StaffId staff, List<String> caseRefs, int days, String purpose) {
        Instant now = clock.instant();
        StaffId self = user.staffId()
                .filter(found -> Optional.of(found)
                        .equals(Optional.ofNullable(
                                routing.choose(staff, now, List.of()).supervisor())))
                .orElseThrow(() -> new DirectedReadingException(
                        "You are not the one who decides about this person's accesses. Nothing was directed."));
        List<String> unknown = jdbc.sql("""
                        select r from unnest(:refs::text[]) r where not exists (
                          select from casework.case_file c where c.force_id = :force and c.case_ref = r)
                        """)
                .param("refs", caseRefs.toArray(String[]::new))
                .param("force", force.id())
                .query(String.class)
                .list();
        if (!unknown.isEmpty()) {
            throw new DirectedReadingException("Casework does not know " + String.join(", ", unknown)
                    + ". Nothing was directed: correct the references.");
        }
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into review.directed_reading (reading_id, force_id, staff_id, supervisor_id, purpose, case_refs,
                          valid_from, valid_to, directed_by, version)
                        values (:id, :force, :staff, :self, :purpose, :refs, :from, :to, :by, 0)
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("self", self.value())
                .param("purpose", purpose)
                .param("refs", caseRefs.toArray(String[]::new))
                .param("from", Timestamp.from(now))
                .param("to", Timestamp.from(now.plus(Duration.ofDays(days))))
                .param("by", user.getUsername())
                .update();
        seal(
                id,
                "DIRECTED",
                user,
                Map.of("staff", staff.value(), "cases", String.join(" ", caseRefs), "text", purpose));
    }

    /**
     * Ends what the user has directed, from now on.
     *
     * @param version as it was shown
     * @throws DirectedReadingException when it is over, or not the user's
     */
    @PreAuthorize("hasRole('SUPERVISOR')")
    public void end(SignedInUser user, UUID id, int version) {
        transaction.executeWithoutResult(status -> {
            int ended = jdbc.sql("""
                            update review.directed_reading set valid_to = :now, ended_by = :by, version = version + 1
                            where reading_id = :id and version = :version and supervisor_id = :self and valid_to > :now
                              and force_id = :force
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("by", user.getUsername())
                    .param("id", id)
                    .param("version", version)
                    .param("self", user.staffId().map(StaffId::value).orElse(null))
                    .param("force", force.id())
                    .update();
            if (ended == 0) {
                throw new DirectedReadingException("This is over already, or not yours to end. Nothing was changed.");
            }
            seal(id, "ENDED", user, Map.of());
        });
        work.bringIn();
    }

    private List<DirectedReading> query(String condition, SignedInUser user) {
        return jdbc.sql("select * from review.directed_reading where force_id = :force and " + condition
                        + " order by valid_from desc, reading_id limit 200")
                .param("force", force.id())
                .param("who", user.staffId().map(StaffId::value).orElse(null))
                .query((row, n) -> new DirectedReading(
                        row.getObject("reading_id", UUID.class),
                        new StaffId(row.getString("staff_id")),
                        new StaffId(row.getString("supervisor_id")),
                        row.getString("purpose"),
                        Arrays.asList((String[]) row.getArray("case_refs").getArray()),
                        row.getTimestamp("valid_from").toInstant(),
                        row.getTimestamp("valid_to").toInstant(),
                        row.getString("ended_by"),
                        row.getInt("version")))
                .list();
    }

    private void seal(UUID reading, String act, SignedInUser by, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("reading", reading.toString());
        content.put("act", act);
        content.putAll(more);
        content.put("by", by.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }
}
