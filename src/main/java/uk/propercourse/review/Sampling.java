package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * The random sample of accesses: what {@link SampleDays} has drawn, judged by people, and what that says of all accesses. Every
 * judgement becomes a leaf of the ledger.
 */
@Service
@WebOnly
public class Sampling {

    private static final int SHOWN_DAYS = 90;

    private final JdbcClient jdbc;
    private final DrawnJudgements judgements;
    private final Compartments compartments;
    private final Force force;

    Sampling(JdbcClient jdbc, DrawnJudgements judgements, Compartments compartments, Force force) {
        this.jdbc = jdbc;
        this.judgements = judgements;
        this.compartments = compartments;
        this.force = force;
    }

    /**
     * The days of the last three months, newest first; a seed only when its day is over. Neither here nor in the estimate are
     * the user's own accesses, or nobody could be judged without learning of it.
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
    public List<SampleDay> listDays(SignedInUser user, LocalDate today) {
        return jdbc.sql("""
                        select d.day, d.one_in, d.cover_days, encode(d.commitment, 'hex'), d.committed_at,
                          case when d.revealed_at is not null then encode(d.seed, 'hex') end, d.accesses,
                          count(*) filter (where a.drawn_for = 'LOT'), count(*) filter (where a.drawn_for = 'COVERAGE'),
                          count(*) filter (where a.explained), count(a.judgement),
                          count(*) filter (where a.judgement = 'NOT_SHOWN')
                        from review.sample_day d
                        left join (
                          select a.*, v.explained from review.sample_access a
                          left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                            and v.occurred_at = a.occurred_at
                          where %s) a on a.force_id = d.force_id and a.day = d.day
                        where d.force_id = :force and d.day > :since
                        group by d.force_id, d.day order by d.day desc
                        """.formatted(Visibility.notTheirs("v")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", today.minusDays(SHOWN_DAYS))
                .query((row, n) -> new SampleDay(
                        row.getObject(1, LocalDate.class),
                        row.getInt(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant(),
                        row.getString(6),
                        row.getObject(7, Long.class),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12)))
                .list();
    }

    /** What the judged ones of the last three months say. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER', 'DATA_PROTECTION', 'INSPECTOR')")
    public SampleEstimate estimate(SignedInUser user, LocalDate today) {
        return jdbc.sql("""
                        select count(*) filter (where a.judgement in ('IN_ORDER', 'NOT_SHOWN')),
                          count(*) filter (where a.judgement = 'NOT_SHOWN'),
                          (select coalesce(sum(accesses), 0) from review.sample_day where force_id = :force and day > :since)
                        from review.sample_access a
                        left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                          and v.occurred_at = a.occurred_at
                        where a.force_id = :force and a.day > :since and a.drawn_for = 'LOT' and %s
                        """.formatted(Visibility.notTheirs("v")))
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("since", today.minusDays(SHOWN_DAYS))
                .query((row, n) -> new SampleEstimate(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    /** What was drawn of a day, those to be judged first; without the user's own and their associates'. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public List<SampledAccess> listDrawn(SignedInUser user, LocalDate day) {
        return Visibility.bind(jdbc.sql("""
                                select a.event_key, a.occurred_at, e.system_code, e.event_id, e.action, e.record_type, e.record_id,
                                  v.staff_id, coalesce(v.explained, false) as explained, v.template, a.drawn_for, a.judgement, a.reason,
                                  a.judged_by
                                from review.sample_access a
                                join access.access_event e on e.force_id = a.force_id and e.event_key = a.event_key
                                  and e.occurred_at = a.occurred_at
                                left join explanation.verdict v on v.force_id = a.force_id and v.event_key = a.event_key
                                  and v.occurred_at = a.occurred_at
                                where a.force_id = :force and a.day = :day and %s and :user::text is not null
                                order by a.judgement is not null, a.occurred_at, a.event_key
                                """.formatted(Visibility.notTheirs("v"))), user)
                .param("force", force.id())
                .param("day", day)
                .query((row, n) -> new SampledAccess(
                        row.getObject("event_key", UUID.class),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("system_code"),
                        row.getString("event_id"),
                        row.getString("action"),
                        row.getString("record_type"),
                        row.getString("record_id"),
                        row.getString("staff_id") == null ? null : new StaffId(row.getString("staff_id")),
                        row.getBoolean("explained"),
                        row.getString("template"),
                        row.getString("drawn_for").equals("COVERAGE"),
                        row.getString("judgement") == null
                                ? null
                                : SampledAccess.Judgement.valueOf(row.getString("judgement")),
                        row.getString("reason"),
                        row.getString("judged_by")))
                .list();
    }

    /**
     * Judges a drawn access. A later judgement takes the place of an earlier one; the ledger keeps both. Whoever reads a covert
     * matter about the person may not, because everybody would see what they think; the others judge as though there were none.
     *
     * @throws SampledAccessNotFoundException when it was not drawn, or is the user's own or an associate's
     * @throws SampledAccessCovertException when the user reads a covert matter about the person
     */
    @Transactional
    @PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
    public void judge(
            SignedInUser user,
            LocalDate day,
            UUID eventKey,
            SampledAccess.Judgement judgement,
            String reason,
            Instant now) {
        SampledAccess access = listDrawn(user, day).stream()
                .filter(drawn -> drawn.eventKey().equals(eventKey))
                .findFirst()
                .orElseThrow(SampledAccessNotFoundException::new);
        if (access.staff() != null && compartments.find(user, access.staff()).isPresent()) {
            throw new SampledAccessCovertException();
        }
        judgements.save(DrawnJudgements.Table.SAMPLED_ACCESS, eventKey, judgement.name(), reason, user, now);
    }
}
