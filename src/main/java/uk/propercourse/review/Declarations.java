package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * Unusual look-ups that are declared before they are made. One that the supervisor accepts becomes a task in casework, so that
 * explanation needs to know nothing of declarations. See the domain catalogue, E12.
 */
@Service
@WebOnly
public class Declarations {

    private static final String KIND = "DECLARATION";

    private final JdbcClient jdbc;
    private final SupervisorRouting routing;
    private final Ledger ledger;
    private final DeclaredWork work;
    private final TransactionTemplate transaction;
    private final Force force;
    private final Clock clock;

    Declarations(
            JdbcClient jdbc,
            SupervisorRouting routing,
            Ledger ledger,
            DeclaredWork work,
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

    /**
     * Declares a look-up.
     *
     * @param from the first London day, today or later; of today what is left
     * @param days how many, 1 to {@value Declaration#MOST_DAYS}
     * @throws DeclarationException when the user is not on the HR feed, or nobody up the line may decide
     */
    @PreAuthorize("hasAnyRole('OFFICER', 'SUPERVISOR')")
    @Transactional
    public void declare(SignedInUser user, RecordRef record, String reason, LocalDate from, int days) {
        StaffId self = self(user);
        Instant now = clock.instant();
        Instant start = from.atStartOfDay(London.ZONE).toInstant();
        SupervisorRouting.Choice choice = routing.choose(self, now, List.of());
        if (choice.supervisor() == null) {
            throw new DeclarationException("Nobody up your line may decide about it"
                    + (choice.because() == null ? "" : " (" + choice.because() + ")")
                    + ". Nothing was declared: speak to Professional Standards before you look.");
        }
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into review.declaration (declaration_id, force_id, staff_id, record_type, record_id, reason,
                          valid_from, valid_to, supervisor_id, rerouted, status, declared_at, case_ref, version)
                        values (:id, :force, :staff, :type, :record, :reason, :from, :to, :supervisor, :rerouted, 'WAITING',
                          :now, :caseRef, 0)
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("staff", self.value())
                .param("type", record.type())
                .param("record", record.id())
                .param("reason", reason)
                .param("from", Timestamp.from(start.isBefore(now) ? now : start))
                .param(
                        "to",
                        Timestamp.from(
                                from.plusDays(days).atStartOfDay(London.ZONE).toInstant()))
                .param("supervisor", choice.supervisor().value())
                .param("rerouted", choice.because())
                .param("now", Timestamp.from(now))
                .param("caseRef", "DECLARED/" + id)
                .update();
        seal(id, "DECLARED", user, reason);
    }

    /** The user's own, newest first. */
    @PreAuthorize("hasAnyRole('OFFICER', 'SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<Declaration> listOwn(SignedInUser user) {
        return user.staffId()
                .map(self -> query("staff_id = :who order by declared_at desc limit 200", self, null))
                .orElse(List.of());
    }

    /** Those that wait for the user's decision, oldest first. */
    @PreAuthorize("hasRole('SUPERVISOR')")
    @Transactional(readOnly = true)
    public List<Declaration> listWaiting(SignedInUser user) {
        return user.staffId()
                .map(self ->
                        query("supervisor_id = :who and status = 'WAITING' order by declared_at limit 200", self, null))
                .orElse(List.of());
    }

    /**
     * One that the user decides about, or has decided.
     *
     * @throws DeclarationNotFoundException when there is none, or it is somebody else's to decide
     */
    @PreAuthorize("hasRole('SUPERVISOR')")
    @Transactional(readOnly = true)
    public Declaration get(SignedInUser user, UUID id) {
        return user.staffId()
                .flatMap(self -> query("supervisor_id = :who and declaration_id = :id", self, id).stream()
                        .findFirst())
                .orElseThrow(() -> new DeclarationNotFoundException(id));
    }

    /**
     * Takes one back that nobody decided yet.
     *
     * @throws DeclarationException when it was decided meanwhile
     */
    @PreAuthorize("hasAnyRole('OFFICER', 'SUPERVISOR')")
    @Transactional
    public void withdraw(SignedInUser user, UUID id) {
        Declaration own = query("staff_id = :who and declaration_id = :id", self(user), id).stream()
                .findFirst()
                .orElseThrow(() -> new DeclarationNotFoundException(id));
        close(user, own, own.version(), Declaration.Status.WITHDRAWN, null);
    }

    /**
     * Accepts or refuses. What is accepted is work from then on.
     *
     * @param version as it was shown
     * @throws DeclarationException when it was decided or withdrawn meanwhile
     */
    @PreAuthorize("hasRole('SUPERVISOR')")
    public void decide(SignedInUser user, UUID id, int version, boolean accept, String reason) {
        Declaration.Status decided = accept ? Declaration.Status.ACCEPTED : Declaration.Status.REFUSED;
        transaction.executeWithoutResult(status -> close(user, get(user, id), version, decided, reason));
        if (accept) {
            work.bringIn();
        }
    }

    private void close(
            SignedInUser user,
            Declaration declaration,
            int version,
            Declaration.Status status,
            @Nullable String reason) {
        int closed = jdbc.sql("""
                        update review.declaration set status = :status, decided_by = :user, decided_at = :now,
                          decision_reason = :reason, version = version + 1
                        where declaration_id = :id and version = :version and status = 'WAITING'
                        """)
                .param("status", status.name())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("id", declaration.id())
                .param("version", version)
                .update();
        if (closed == 0) {
            throw new DeclarationException(
                    "This declaration was decided or withdrawn since you opened it. Nothing was changed.");
        }
        seal(declaration.id(), status.name(), user, Objects.requireNonNullElse(reason, ""));
    }

    private static StaffId self(SignedInUser user) {
        return user.staffId()
                .orElseThrow(
                        () -> new DeclarationException(
                                "Your account is not connected with a staff number. Nothing was changed: ask your administrator."));
    }

    private List<Declaration> query(String where, StaffId who, @Nullable UUID id) {
        return jdbc.sql("select * from review.declaration where force_id = :force and " + where)
                .param("force", force.id())
                .param("who", who.value())
                .param("id", id)
                .query((row, n) -> declaration(row))
                .list();
    }

    private static Declaration declaration(ResultSet row) throws SQLException {
        Timestamp decidedAt = row.getTimestamp("decided_at");
        return new Declaration(
                row.getObject("declaration_id", UUID.class),
                new StaffId(row.getString("staff_id")),
                new RecordRef(row.getString("record_type"), row.getString("record_id")),
                row.getString("reason"),
                row.getTimestamp("valid_from").toInstant(),
                row.getTimestamp("valid_to").toInstant(),
                new StaffId(row.getString("supervisor_id")),
                row.getString("rerouted"),
                Declaration.Status.valueOf(row.getString("status")),
                row.getTimestamp("declared_at").toInstant(),
                row.getString("decided_by"),
                decidedAt == null ? null : decidedAt.toInstant(),
                row.getString("decision_reason"),
                row.getString("case_ref"),
                row.getInt("version"));
    }

    private void seal(UUID declaration, String act, SignedInUser by, String text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("declaration", declaration.toString());
        content.put("act", act);
        content.put("text", text);
        content.put("by", by.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }
}
