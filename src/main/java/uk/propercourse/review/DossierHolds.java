package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/** Who works on which dossier. The database lets one have it: whoever writes first. */
@Service
@WebOnly
@Transactional(propagation = Propagation.MANDATORY)
class DossierHolds {

    /** The kind of leaf that records who took, gave back or put off a dossier. */
    static final String KIND = "DOSSIER";

    private static final String CLAIM = """
            insert into review.dossier_hold as h (force_id, staff_id, week, claimed_by, claimed_at, version)
            values (:force, :staff, :week, :user, :now, 0)
            on conflict (force_id, staff_id, week) do update
            set claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at, snoozed_until = null,
              snooze_reason = null, version = h.version + 1
            where h.claimed_by is null or h.claimed_by = excluded.claimed_by
            """;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    DossierHolds(JdbcClient jdbc, Ledger ledger, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** Gives it to somebody, whoever had it. */
    void give(SignedInUser by, String username, StaffId staff, LocalDate week) {
        jdbc.sql("""
                        insert into review.dossier_hold as h (force_id, staff_id, week, claimed_by, claimed_at, version)
                        values (:force, :staff, :week, :user, :now, 0)
                        on conflict (force_id, staff_id, week) do update
                        set claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at, snoozed_until = null,
                          snooze_reason = null, version = h.version + 1
                        """)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("week", week)
                .param("user", username)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        record("GIVEN", by, staff, week, Map.of("to", username));
    }

    /** Whether the user has it from now on; false where somebody else has. */
    boolean claim(SignedInUser user, StaffId staff, LocalDate week) {
        boolean claimed = jdbc.sql(CLAIM)
                        .param("force", force.id())
                        .param("staff", staff.value())
                        .param("week", week)
                        .param("user", user.getUsername())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (claimed) {
            record("CLAIMED", user, staff, week, Map.of());
        }
        return claimed;
    }

    private void record(String act, SignedInUser by, StaffId staff, LocalDate week, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("act", act);
        content.put("by", by.getUsername());
        content.put("at", clock.instant().toString());
        content.put("staff", staff.value());
        content.put("week", week.toString());
        content.putAll(more);
        ledger.record(KIND, content);
    }

    /**
     * Gives it back, or puts it off until a day: in one statement, so that a claim made in between stays.
     *
     * @param whoever whether it may be somebody else's
     * @throws DossierClaimedException when it is somebody else's and may not be
     */
    void release(
            SignedInUser user,
            StaffId staff,
            LocalDate week,
            Optional<LocalDate> until,
            String reason,
            boolean whoever) {
        int released = jdbc.sql("""
                        insert into review.dossier_hold as h
                          (force_id, staff_id, week, snoozed_until, snooze_reason, version)
                        values (:force, :staff, :week, :until, :reason, 0)
                        on conflict (force_id, staff_id, week) do update
                        set claimed_by = null, claimed_at = null, snoozed_until = excluded.snoozed_until,
                          snooze_reason = excluded.snooze_reason, version = h.version + 1
                        where h.claimed_by is null or h.claimed_by = :user or :whoever
                        """)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("week", week)
                .param("until", until.orElse(null))
                .param("reason", until.isPresent() ? reason : null)
                .param("user", user.getUsername())
                .param("whoever", whoever)
                .update();
        if (released == 0) {
            throw new DossierClaimedException(findHolder(staff, week).orElse("Somebody else"));
        }
        if (until.isPresent()) {
            record("PUT_OFF", user, staff, week, Map.of("until", until.get().toString(), "reason", reason));
        } else {
            record("GIVEN_BACK", user, staff, week, Map.of());
        }
    }

    /** Whoever else works on that person's dossiers does so no longer: they cannot see them any more. */
    void freeFromOthers(SignedInUser user, StaffId staff) {
        jdbc.sql("""
                        update review.dossier_hold set claimed_by = null, claimed_at = null, version = version + 1
                        where force_id = :force and staff_id = :staff and claimed_by <> :user
                        """)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("user", user.getUsername())
                .update();
    }

    /** Refuses where somebody else works on it. */
    void demandFree(SignedInUser user, StaffId staff, LocalDate week) {
        findHolder(staff, week)
                .filter(holder -> !holder.equals(user.getUsername()))
                .ifPresent(holder -> {
                    throw new DossierClaimedException(holder);
                });
    }

    Optional<String> findHolder(StaffId staff, LocalDate week) {
        return jdbc.sql("""
                        select claimed_by from review.dossier_hold
                        where force_id = :force and staff_id = :staff and week = :week and claimed_by is not null
                        """)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("week", week)
                .query(String.class)
                .optional();
    }
}
