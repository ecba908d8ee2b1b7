package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * Covert matters. While a compartment is open, everything that is thought, asked or decided about its person exists for
 * its readers alone. Opening, admitting a reader and ending are leaves of the kind of all decisions, so that the ledger's
 * kinds tell nobody; each page read is kept.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class Compartments {

    private final FlagService flags;
    private final DossierHolds holds;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    Compartments(FlagService flags, DossierHolds holds, JdbcClient jdbc, Ledger ledger, Force force, Clock clock) {
        this.flags = flags;
        this.holds = holds;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** The open compartment around a person, if the user reads it. */
    @Transactional(readOnly = true)
    public Optional<Compartment> find(SignedInUser user, StaffId staff) {
        return jdbc.sql("""
                        select c.compartment_id, c.reason, c.opened_by, c.opened_at,
                          (select count(*) from review.compartment_read r where r.compartment_id = c.compartment_id) as reads
                        from review.compartment c
                        join review.compartment_reader r on r.compartment_id = c.compartment_id and r.user_id = :user
                        where c.force_id = :force and c.staff_id = :staff and c.ended_at is null
                        """)
                .param("user", user.id())
                .param("force", force.id())
                .param("staff", staff.value())
                .query((row, n) -> new Compartment(
                        row.getObject("compartment_id", UUID.class),
                        staff,
                        row.getString("reason"),
                        row.getString("opened_by"),
                        row.getTimestamp("opened_at").toInstant(),
                        listReaders(row.getObject("compartment_id", UUID.class)),
                        row.getLong("reads")))
                .optional();
    }

    private List<Compartment.Reader> listReaders(UUID id) {
        return jdbc.sql("""
                        select u.username, u.display_name, r.added_by, r.added_at, r.reason
                        from review.compartment_reader r join security.app_user u on u.id = r.user_id
                        where r.compartment_id = :id order by r.added_at, u.username
                        """)
                .param("id", id)
                .query((row, n) -> new Compartment.Reader(
                        row.getString("username"),
                        row.getString("display_name"),
                        row.getString("added_by"),
                        row.getTimestamp("added_at").toInstant(),
                        row.getString("reason")))
                .list();
    }

    /**
     * Makes everything about the person of a flag covert; the user is its first reader.
     *
     * @throws FlagNotFoundException when there is none, or it is not for that user
     * @throws CompartmentStateException when the person is in a compartment already
     */
    @Transactional
    public void open(SignedInUser user, FlagId flag, String reason) {
        StaffId staff = flags.getSummary(user, flag).staff();
        UUID id = UUID.randomUUID();
        int opened = jdbc.sql("""
                        insert into review.compartment
                          (compartment_id, force_id, staff_id, reason, opened_by, opened_at, version)
                        values (:id, :force, :staff, :reason, :by, :now, 0)
                        on conflict (force_id, staff_id) where ended_at is null do nothing
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("reason", reason)
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (opened == 0) {
            throw new CompartmentStateException("This matter is covert already.");
        }
        admit(id, user.id(), user, reason);
        holds.freeFromOthers(user, staff);
        seal(id, "COVERT", user, reason, Map.of("staff", staff.value()));
    }

    /**
     * Lets a colleague of Professional Standards read the matter.
     *
     * @throws CompartmentStateException when there is no such colleague, or they read it already
     */
    @Transactional
    public void addReader(SignedInUser user, FlagId flag, String username, String reason) {
        Compartment compartment = get(user, flag);
        UUID reader = jdbc.sql("""
                        select id from security.app_user
                        where username = :name and enabled and roles && array['PSD_INVESTIGATOR', 'PSD_MANAGER']
                          and staff_id is distinct from :staff
                        """)
                .param("name", username)
                .param("staff", compartment.staff().value())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new CompartmentStateException(
                        "No user of Professional Standards who may read this matter is called " + username + "."));
        if (compartment.readers().stream().anyMatch(known -> known.username().equals(username))) {
            throw new CompartmentStateException(username + " reads this matter already.");
        }
        admit(compartment.id(), reader, user, reason);
        seal(compartment.id(), "READER", user, reason, Map.of("reader", username));
    }

    /** Ends the compartment: from then on the matter is for all of Professional Standards, and may become overt. */
    @Transactional
    public void end(SignedInUser user, FlagId flag, String reason) {
        Compartment compartment = get(user, flag);
        jdbc.sql("""
                        update review.compartment set ended_by = :by, ended_at = :now, end_reason = :reason,
                          version = version + 1
                        where compartment_id = :id and ended_at is null
                        """)
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("id", compartment.id())
                .update();
        seal(compartment.id(), "NOT_COVERT", user, reason, Map.of());
    }

    /** Those whose matters are covert, for what a reader takes out of the application. */
    @Transactional(readOnly = true)
    public Set<StaffId> listCovert() {
        return Set.copyOf(
                jdbc.sql("select staff_id from review.compartment where force_id = :force and ended_at is null")
                        .param("force", force.id())
                        .query((row, n) -> new StaffId(row.getString(1)))
                        .list());
    }

    /** Keeps that the user read a page about the person, where the matter is covert. */
    @Transactional
    public void noteRead(SignedInUser user, StaffId staff, String page) {
        jdbc.sql("""
                        insert into review.compartment_read (compartment_id, user_id, page, read_at)
                        select compartment_id, :user, :page, :now from review.compartment
                        where force_id = :force and staff_id = :staff and ended_at is null
                        """)
                .param("user", user.id())
                .param("page", page)
                .param("now", Timestamp.from(clock.instant()))
                .param("force", force.id())
                .param("staff", staff.value())
                .update();
    }

    private Compartment get(SignedInUser user, FlagId flag) {
        return find(user, flags.getSummary(user, flag).staff())
                .orElseThrow(() -> new CompartmentStateException("This matter is not covert any more."));
    }

    private void admit(UUID compartment, UUID reader, SignedInUser by, String reason) {
        jdbc.sql("""
                        insert into review.compartment_reader (compartment_id, user_id, added_by, added_at, reason)
                        values (:compartment, :reader, :by, :now, :reason)
                        """)
                .param("compartment", compartment)
                .param("reader", reader)
                .param("by", by.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .update();
    }

    private void seal(UUID id, String act, SignedInUser user, String reason, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("compartment", id.toString());
        content.put("act", act);
        content.putAll(more);
        content.put("reason", reason);
        content.put("by", user.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(FlagDecisions.KIND, content);
    }
}
