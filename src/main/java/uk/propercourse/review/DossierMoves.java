package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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
 * Merging dossiers of one person, and splitting flags off. A dossier is a person and a day: the Monday of a week, or, for
 * what was split off, another day of it.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class DossierMoves {

    private static final int DAYS = 7;

    private final FlagService flags;
    private final FlagRaising raising;
    private final DossierHolds holds;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    DossierMoves(
            FlagService flags,
            FlagRaising raising,
            DossierHolds holds,
            JdbcClient jdbc,
            Ledger ledger,
            Force force,
            Clock clock) {
        this.flags = flags;
        this.raising = raising;
        this.holds = holds;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** The person's other dossiers that have an open flag, newest first. */
    @Transactional(readOnly = true)
    public List<LocalDate> listOthers(SignedInUser user, FlagId id) {
        FlagSummary flag = flags.getSummary(user, id);
        return listWeeks(flag.staff(), "and status = 'OPEN'").stream()
                .filter(week -> !week.equals(flag.week()))
                .toList();
    }

    /** What was moved among the person's dossiers, newest first. */
    @Transactional(readOnly = true)
    public List<DossierMove> list(SignedInUser user, FlagId id) {
        return jdbc.sql("""
                        select move_id, cardinality(flag_ids) as flags, from_week, to_week, reason, moved_by, moved_at, undone_by
                        from review.dossier_move where force_id = :force and staff_id = :staff
                        order by moved_at desc, move_id limit 50
                        """)
                .param("force", force.id())
                .param("staff", flags.getSummary(user, id).staff().value())
                .query((row, n) -> new DossierMove(
                        row.getObject("move_id", UUID.class),
                        row.getInt("flags"),
                        row.getDate("from_week").toLocalDate(),
                        row.getDate("to_week").toLocalDate(),
                        row.getString("reason"),
                        row.getString("moved_by"),
                        row.getTimestamp("moved_at").toInstant(),
                        row.getString("undone_by")))
                .list();
    }

    /**
     * Puts open flags of one dossier into another of the person, or into one of their own: all or none.
     *
     * @param to one of {@link #listOthers}; empty for a dossier of their own
     * @return one of the moved flags, by which their dossier is addressed
     * @throws FlagMovedOnException when one of them has changed since it was shown
     * @throws DossierMoveException when there is nothing to move, or nowhere to move it to
     */
    @Transactional
    public FlagId move(
            SignedInUser user, FlagId dossier, List<DossierService.Seen> seen, Optional<LocalDate> to, String reason) {
        FlagSummary flag = flags.getSummary(user, dossier);
        if (seen.isEmpty()) {
            throw new DossierMoveException("No flag was chosen. Nothing was moved.");
        }
        if (to.isPresent() && !listOthers(user, dossier).contains(to.get())) {
            throw new DossierMoveException("That dossier has no open flag any more. Nothing was moved.");
        }
        LocalDate target = to.orElseGet(() -> ownWeek(flag.staff(), flag.week()));
        holds.demandFree(user, flag.staff(), flag.week());
        holds.demandFree(user, flag.staff(), target);
        seen.stream()
                .sorted(Comparator.comparing(one -> one.id().value()))
                .forEach(one -> put(one, flag.staff(), flag.week(), target));
        List<UUID> moved = seen.stream().map(one -> one.id().value()).toList();
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into review.dossier_move
                          (move_id, force_id, staff_id, flag_ids, from_week, to_week, reason, moved_by, moved_at)
                        values (:id, :force, :staff, :flags, :from, :to, :reason, :by, :now)
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("staff", flag.staff().value())
                .param("flags", moved.toArray(UUID[]::new))
                .param("from", flag.week())
                .param("to", target)
                .param("reason", reason)
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        raising.scoreDossiers(flag.staff());
        seal(id, "MOVED", user, flag.staff(), flag.week(), target, moved.toString(), reason);
        return new FlagId(moved.get(0));
    }

    /**
     * Puts back what was moved and is still where it was put.
     *
     * @throws DossierMoveException when it was undone already, or the flags have gone on
     */
    @Transactional
    public void undo(SignedInUser user, FlagId dossier, UUID id) {
        StaffId staff = flags.getSummary(user, dossier).staff();
        DossierMove move = list(user, dossier).stream()
                .filter(one -> one.id().equals(id) && one.undoneBy() == null)
                .findFirst()
                .orElseThrow(() -> new DossierMoveException("That was undone already. Nothing was changed."));
        holds.demandFree(user, staff, move.from());
        holds.demandFree(user, staff, move.to());
        int back = jdbc.sql("""
                        update review.flag fl set week = m.from_week, version = fl.version + 1, moved = exists (
                          select from review.dossier_move o
                          where o.force_id = m.force_id and o.staff_id = m.staff_id and o.move_id <> m.move_id
                            and o.undone_at is null and fl.flag_id = any (o.flag_ids))
                        from review.dossier_move m
                        where m.move_id = :id and fl.flag_id = any (m.flag_ids) and fl.week = m.to_week and fl.status = 'OPEN'
                        """).param("id", id).update();
        if (back < move.flags()) {
            throw new DossierMoveException(
                    "Some of these flags were decided or moved since. Nothing was changed: move what is left instead.");
        }
        jdbc.sql("update review.dossier_move set undone_by = :by, undone_at = :now where move_id = :id")
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        raising.scoreDossiers(staff);
        seal(id, "MOVED_BACK", user, staff, move.to(), move.from(), "", "");
    }

    private void put(DossierService.Seen one, StaffId staff, LocalDate from, LocalDate to) {
        int put = jdbc.sql("""
                        update review.flag set week = :to, moved = true, version = version + 1
                        where flag_id = :id and version = :version and status = 'OPEN' and force_id = :force
                          and staff_id = :staff and week = :from
                        """)
                .param("to", to)
                .param("id", one.id().value())
                .param("version", one.version())
                .param("force", force.id())
                .param("staff", staff.value())
                .param("from", from)
                .update();
        if (put == 0) {
            throw new FlagMovedOnException();
        }
    }

    private LocalDate ownWeek(StaffId staff, LocalDate week) {
        LocalDate monday = week.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<LocalDate> taken = listWeeks(staff, "");
        return IntStream.range(1, DAYS)
                .mapToObj(monday::plusDays)
                .filter(day -> !taken.contains(day))
                .findFirst()
                .orElseThrow(
                        () -> new DossierMoveException(
                                "This week has been split six times already. Nothing was moved: put the flags into one of these."));
    }

    private List<LocalDate> listWeeks(StaffId staff, String condition) {
        return jdbc.sql("select distinct week from review.flag where force_id = :force and staff_id = :staff "
                        + condition + " order by week desc")
                .param("force", force.id())
                .param("staff", staff.value())
                .query(LocalDate.class)
                .list();
    }

    private void seal(
            UUID move,
            String act,
            SignedInUser by,
            StaffId staff,
            LocalDate from,
            LocalDate to,
            String flagIds,
            String reason) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("act", act);
        content.put("move", move.toString());
        content.put("staff", staff.value());
        content.put("week", from.toString());
        content.put("to", to.toString());
        content.put("flags", flagIds);
        content.put("reason", reason);
        content.put("by", by.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(DossierHolds.KIND, content);
    }
}
