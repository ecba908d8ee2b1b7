package uk.propercourse.review;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;

/** The dossiers that wait for a decision: what a reviewer takes up, puts off and closes. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class DossierService {

    /** The most that a page of a list shows. */
    public static final int MOST = 50;

    private static final String DOSSIERS = """
            select d.*, s.strongest, s.events, r.sentence,
              (select count(distinct q.flag_id) from review.justification_request q
               join review.flag a on a.flag_id = q.flag_id
               where a.force_id = :force and a.staff_id = d.staff_id and a.week = d.week and a.status = 'OPEN'
                 and q.status = 'ANSWERED') as answered,
              array(
                select distinct m.marker
                from review.flag_event e
                join access.access_event x on x.force_id = e.force_id and x.event_key = e.event_key
                  and x.occurred_at = e.occurred_at
                join casework.record c on c.force_id = e.force_id and c.record_id = x.record_id
                  and c.record_type = x.record_type
                cross join lateral unnest(c.markers) as m (marker)
                where e.flag_id = s.strongest order by 1) as markers,
              (select count(*) from review.flag_event e
               where e.flag_id = s.strongest and exists (
                 select from people.duty u where u.force_id = :force and u.staff_id = d.staff_id
                   and u.starts_at between e.occurred_at - interval '1 day' and e.occurred_at
                   and u.ends_at >= e.occurred_at)) as on_duty
            from (
              select d.*, h.claimed_by, h.snoozed_until, h.snooze_reason, count(*) over () as found
              from (
                select f.staff_id, f.week, max(f.dossier_score) as score, count(*) as flags, min(f.raised_at) as oldest
                from review.flag f
                where f.force_id = :force and f.status = 'OPEN' and %s
                group by f.staff_id, f.week) d
              left join review.dossier_hold h on h.force_id = :force and h.staff_id = d.staff_id and h.week = d.week
              where %s
              order by d.score desc, d.oldest, d.staff_id, d.week limit %d offset :skip) d
            cross join lateral (
              select f.flag_id as strongest, f.events, f.top_rule from review.flag f
              where f.force_id = :force and f.staff_id = d.staff_id and f.week = d.week and f.status = 'OPEN'
              order by f.score desc, f.flag_id limit 1) s
            left join rules.rule r on r.code = s.top_rule and r.status = 'LIVE'
            order by d.score desc, d.oldest, d.staff_id, d.week
            """.formatted(Visibility.ofMatters("f"), "%s", MOST);

    private final FlagService flags;
    private final FlagDecisions decisions;
    private final DossierHolds holds;
    private final Impartiality impartiality;
    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;

    DossierService(
            FlagService flags,
            FlagDecisions decisions,
            DossierHolds holds,
            Impartiality impartiality,
            JdbcClient jdbc,
            Force force,
            Clock clock) {
        this.flags = flags;
        this.decisions = decisions;
        this.holds = holds;
        this.impartiality = impartiality;
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
    }

    /** Which dossiers to list. */
    public enum Which {
        /** Due today. */
        DUE("(h.snoozed_until is null or h.snoozed_until <= :today)"),
        /** Due, and the user works on them. */
        MINE("h.claimed_by = :me"),
        /** Somebody who was asked about one of its flags has replied. */
        ANSWERED("""
            exists (
              select from review.justification_request q join review.flag a on a.flag_id = q.flag_id
              where a.force_id = :force and a.staff_id = d.staff_id and a.week = d.week and a.status = 'OPEN'
                and q.status = 'ANSWERED')"""),
        /** Put off. */
        SNOOZED("h.snoozed_until > :today");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }
    }

    /** Dossiers and how many there are in all. */
    public record Listed(List<DossierSummary> shown, long found) {}

    /**
     * Strongest first, at most {@value #MOST}.
     *
     * @param page from 1; what lies beyond the last is empty
     */
    @Transactional(readOnly = true)
    public Listed list(SignedInUser user, Which which, int page) {
        long[] found = {0};
        List<DossierSummary> shown = query(user, which.condition, (page - 1) * MOST)
                .query((row, n) -> {
                    found[0] = row.getLong("found");
                    return dossier(row);
                })
                .list();
        return new Listed(shown, found[0]);
    }

    private JdbcClient.StatementSpec query(SignedInUser user, String condition, int skip) {
        return Visibility.bind(jdbc.sql(DOSSIERS.formatted(condition)), user)
                .param("force", force.id())
                .param("me", user.getUsername())
                .param("today", London.day(clock.instant()))
                .param("skip", skip);
    }

    private static DossierSummary dossier(ResultSet row) throws SQLException {
        Date until = row.getDate("snoozed_until");
        return new DossierSummary(
                new FlagId(row.getObject("strongest", UUID.class)),
                new StaffId(row.getString("staff_id")),
                row.getDate("week").toLocalDate(),
                row.getDouble("score"),
                row.getInt("flags"),
                String.valueOf(row.getString("sentence")),
                row.getInt("events"),
                row.getInt("on_duty"),
                row.getInt("answered"),
                row.getTimestamp("oldest").toInstant(),
                List.of((String[]) row.getArray("markers").getArray()),
                row.getString("claimed_by"),
                until == null ? null : until.toLocalDate(),
                row.getString("snooze_reason"));
    }

    /**
     * A dossier.
     *
     * @param holder who works on it
     */
    public record Dossier(FlagSummary strongest, List<FlagSummary> flags, Optional<String> holder) {}

    /**
     * The dossier that a flag is in, with all flags of that person and week, open ones first.
     *
     * @throws FlagNotFoundException when there is none, or it is not for that user
     */
    @Transactional
    public Dossier get(SignedInUser user, FlagId id) {
        FlagSummary flag = flags.getSummary(user, id);
        List<FlagSummary> all = flags.listByWeek(user, flag.staff(), flag.week());
        return new Dossier(flag, all, holds.findHolder(flag.staff(), flag.week()));
    }

    /**
     * Takes the dossier of a flag, so that nobody else decides about it.
     *
     * @throws DossierClaimedException when somebody else was faster
     */
    @Transactional
    public void claim(SignedInUser user, FlagId id) {
        FlagSummary flag = flags.getSummary(user, id);
        if (!holds.claim(user, flag.staff(), flag.week())) {
            throw new DossierClaimedException(
                    holds.findHolder(flag.staff(), flag.week()).orElse("Somebody else"));
        }
    }

    /** Takes the strongest dossier that is due and nobody's; empty when there is none. */
    @Transactional
    public Optional<FlagId> claimNext(SignedInUser user) {
        return query(user, Which.DUE.condition + " and h.claimed_by is null", 0)
                .query((row, n) -> dossier(row))
                .list()
                .stream()
                .filter(dossier -> holds.claim(user, dossier.staff(), dossier.week()))
                .findFirst()
                .map(DossierSummary::strongest);
    }

    /**
     * Gives the dossier to a colleague, whoever had it.
     *
     * @throws DossierAssignmentException when that colleague has a conflict, or cannot read the matter
     */
    @Transactional
    @PreAuthorize("hasRole('PSD_MANAGER')")
    public void assign(SignedInUser user, FlagId id, String username) {
        FlagSummary flag = flags.getSummary(user, id);
        impartiality.findConflict(flag.staff(), username).ifPresent(conflict -> {
            throw new DossierAssignmentException(username, conflict);
        });
        holds.give(user, username, flag.staff(), flag.week());
    }

    /** Gives the dossier back; a manager may free one that somebody else holds. */
    @Transactional
    public void release(SignedInUser user, FlagId id) {
        FlagSummary flag = flags.getSummary(user, id);
        holds.release(
                user,
                flag.staff(),
                flag.week(),
                Optional.empty(),
                "",
                user.roles().contains(Role.PSD_MANAGER));
    }

    /**
     * Puts the dossier off; it is nobody's until then.
     *
     * @param until a day to come
     */
    @Transactional
    public void snooze(SignedInUser user, FlagId id, LocalDate until, String reason) {
        FlagSummary flag = flags.getSummary(user, id);
        holds.release(user, flag.staff(), flag.week(), Optional.of(until), reason, false);
    }

    /** A flag as it was shown. */
    public record Seen(FlagId id, int version) {}

    /**
     * Decides about several flags of a dossier in one act: all or none.
     *
     * @throws FlagMovedOnException when one of them has changed since
     */
    @Transactional
    public void decide(
            SignedInUser user, List<Seen> seen, Decision.Finding finding, Decision.Feedback feedback, String reason) {
        decisions.decideAll(user, seen, finding, feedback, reason);
    }
}
