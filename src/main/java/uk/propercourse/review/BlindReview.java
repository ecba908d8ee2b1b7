package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * Blind review: for every twenty dossiers of a week one week of somebody who was not flagged, and one of somebody who was. Whoever
 * judges sees the accesses and what casework says, and neither a name nor whether there is a flag.
 *
 * <p>Source: detection notes 3.4, five in a hundred review slots from unflagged weeks. The draw goes by the seed of the week's Sunday,
 * which is committed to before that day.
 */
@Service
@WebOnly
public class BlindReview {

    private static final int ONE_IN = 20;
    /** Accesses settle and feeds may be late before a week is drawn from. */
    private static final int LATE_DAYS = 8;

    private static final int WEEKS_BACK = 6;
    private static final int SHOWN_DAYS = 182;

    /** Accesses that a page shows. */
    public static final int MOST = 400;

    private final JdbcClient jdbc;
    private final Force force;
    private final Ledger ledger;
    private final DrawnJudgements judgements;

    BlindReview(JdbcClient jdbc, Force force, Ledger ledger, DrawnJudgements judgements) {
        this.jdbc = jdbc;
        this.force = force;
        this.ledger = ledger;
        this.judgements = judgements;
    }

    /** Draws from the weeks that are final and whose Sunday's seed is revealed. To be called at least once a week. */
    @Transactional
    public void keep(Instant now) {
        LocalDate last =
                London.day(now).minusDays(LATE_DAYS + 7L).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (int back = WEEKS_BACK - 1; back >= 0; back--) {
            draw(last.minusWeeks(back), now);
        }
    }

    private void draw(LocalDate week, Instant now) {
        jdbc.sql("""
                        with lot as materialized (
                          select seed from review.sample_day
                          where force_id = :force and day = :week::date + 6 and revealed_at is not null
                            and not exists (select from review.blind_draw where force_id = :force and week = :week)
                        ), person as materialized (
                          select p.staff_id, exists (
                              select from review.flag f where f.force_id = :force and f.staff_id = p.staff_id
                                and f.raised_at >= :from and f.raised_at < :to) as flagged,
                            sha256(lot.seed || convert_to(p.staff_id, 'UTF8')) as place
                          from (
                            select distinct force_id, staff_id from explanation.verdict
                            where force_id = :force and occurred_at >= :from and occurred_at < :to and staff_id is not null
                              and exists (select from lot)) p
                          cross join lot
                          where %s
                        ), counted as (
                          select count(*) filter (where not flagged) as unflagged, count(*) filter (where flagged) as flagged
                          from person
                        ), made as (
                          insert into review.blind_draw (force_id, week, unflagged, flagged, slots, drawn_at)
                          select :force, :week, unflagged, flagged, ceil(greatest(flagged, 1) / :oneIn::numeric), :now
                          from counted where unflagged > 0 returning slots
                        )
                        insert into review.blind_week (slot_id, force_id, week, staff_id, flagged)
                        select gen_random_uuid(), :force, :week, r.staff_id, r.flagged
                        from (select *, row_number() over (partition by flagged order by place) as n from person) r
                        join made on r.n <= made.slots
                        """.formatted(Visibility.isOvert("p")))
                .param("force", force.id())
                .param("week", week)
                .param("from", start(week))
                .param("to", start(week.plusWeeks(1)))
                .param("oneIn", ONE_IN)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("""
                        select unflagged, flagged, slots from review.blind_draw
                        where force_id = :force and week = :week and drawn_at = :now
                        """)
                .param("force", force.id())
                .param("week", week)
                .param("now", Timestamp.from(now))
                .query((row, n) -> Map.<String, Object>of(
                        "step", "blind weeks drawn",
                        "week", week.toString(),
                        "unflagged", row.getInt(1),
                        "flagged", row.getInt(2),
                        "slots", row.getInt(3)))
                .list()
                .forEach(content -> ledger.record(DrawnJudgements.KIND, content));
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(London.ZONE).toInstant());
    }

    /** The weeks of the last half year, those to be judged first; without the user's own and their associates'. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public List<BlindWeek> list(SignedInUser user, LocalDate today) {
        return find(user, "b.week > :since", today.minusDays(SHOWN_DAYS), new UUID(0, 0));
    }

    private List<BlindWeek> find(SignedInUser user, String which, LocalDate since, UUID slotId) {
        return jdbc.sql("""
                        select b.slot_id, b.week, b.judgement, b.reason, b.judged_by, (
                            select count(*) from explanation.verdict v where v.force_id = :force and v.staff_id = b.staff_id
                              and v.occurred_at >= b.week::timestamp at time zone 'Europe/London'
                              and v.occurred_at < (b.week + 7)::timestamp at time zone 'Europe/London') as accesses
                        from review.blind_week b
                        where b.force_id = :force and %s and :since::date is not null and :slot::uuid is not null and %s
                        order by b.judgement is not null, b.week, b.slot_id
                        """.formatted(which, Visibility.notTheirs("b")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", since)
                .param("slot", slotId)
                .query((row, n) -> new BlindWeek(
                        row.getObject("slot_id", UUID.class),
                        row.getObject("week", LocalDate.class),
                        row.getLong("accesses"),
                        row.getString("judgement") == null
                                ? null
                                : BlindWeek.Judgement.valueOf(row.getString("judgement")),
                        row.getString("reason"),
                        row.getString("judged_by")))
                .list();
    }

    /**
     * One week.
     *
     * @throws BlindWeekNotFoundException when it was not drawn, or is the user's own or an associate's
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public BlindWeek get(SignedInUser user, UUID slotId) {
        return find(user, "b.slot_id = :slot", LocalDate.EPOCH, slotId).stream()
                .findFirst()
                .orElseThrow(BlindWeekNotFoundException::new);
    }

    /** Its accesses: what nothing explains first, then in the order of time; {@value #MOST} at most. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public List<BlindWeek.Access> listAccesses(SignedInUser user, UUID slotId) {
        get(user, slotId);
        return jdbc.sql("""
                        select v.occurred_at, e.system_code, e.action, v.record_type, v.record_id, e.case_ref, concat_ws(': ', e.reason_code, e.reason_text) as reason,
                          v.explained, v.template
                        from review.blind_week b
                        join explanation.verdict v on v.force_id = b.force_id and v.staff_id = b.staff_id
                          and v.occurred_at >= b.week::timestamp at time zone 'Europe/London'
                          and v.occurred_at < (b.week + 7)::timestamp at time zone 'Europe/London'
                        join access.access_event e on e.force_id = v.force_id and e.event_key = v.event_key
                          and e.occurred_at = v.occurred_at
                        where b.force_id = :force and b.slot_id = :slot
                        order by v.explained, v.occurred_at, v.event_key limit :most
                        """)
                .param("force", force.id())
                .param("slot", slotId)
                .param("most", MOST)
                .query((row, n) -> access(row))
                .list();
    }

    private static BlindWeek.Access access(ResultSet row) throws SQLException {
        String record = row.getString("record_id");
        return new BlindWeek.Access(
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("system_code"),
                row.getString("action"),
                record == null ? null : new RecordRef(row.getString("record_type"), record),
                row.getString("case_ref"),
                row.getString("reason"),
                row.getBoolean("explained"),
                row.getString("template"));
    }

    /**
     * Judges a week. A later judgement takes the place of an earlier one; the ledger keeps both.
     *
     * @throws BlindWeekNotFoundException when it was not drawn, or is the user's own or an associate's
     */
    @Transactional
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public void judge(SignedInUser user, UUID slotId, BlindWeek.Judgement judgement, String reason, Instant now) {
        get(user, slotId);
        judgements.save(DrawnJudgements.Table.BLIND_WEEK, slotId, judgement.name(), reason, user, now);
    }

    /** What the judged ones of the last half year say; the user's own week does not count for them. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
    public BlindEstimate estimate(SignedInUser user, LocalDate today) {
        return jdbc.sql("""
                        select count(*) filter (where not b.flagged and b.judgement <> 'CANNOT_TELL'),
                          count(*) filter (where not b.flagged and b.judgement = 'WOULD_ASK'),
                          count(*) filter (where b.flagged and b.judgement <> 'CANNOT_TELL'),
                          count(*) filter (where b.flagged and b.judgement = 'WOULD_ASK'),
                          (select coalesce(sum(unflagged), 0) from review.blind_draw where force_id = :force and week > :since),
                          (select coalesce(sum(flagged), 0) from review.blind_draw where force_id = :force and week > :since)
                        from review.blind_week b where b.force_id = :force and b.week > :since and %s
                        """.formatted(Visibility.notTheirs("b")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", today.minusDays(SHOWN_DAYS))
                .query((row, n) -> new BlindEstimate(
                        new SampleEstimate(row.getLong(1), row.getLong(2), row.getLong(5)),
                        new SampleEstimate(row.getLong(3), row.getLong(4), row.getLong(6))))
                .single();
    }
}
