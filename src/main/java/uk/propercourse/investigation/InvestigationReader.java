package uk.propercourse.investigation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.EventName;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.NotRevealedException;
import uk.propercourse.review.Visibility;
import uk.propercourse.rules.Typology;
import uk.propercourse.security.Reveals;
import uk.propercourse.security.SignedInUser;

/** Investigations as Professional Standards reads them: none about oneself, and covert ones for their readers alone. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class InvestigationReader {

    /** The most that a list shows. */
    public static final int MOST = 500;

    private static final String SUMMARY = """
            select i.* from investigation.investigation i
            where i.force_id = :force and %s and %s
            order by i.opened_at desc, i.investigation_id limit %d
            """.formatted(Visibility.ofMatters("i"), "%s", MOST);

    private static final String FILTER = """
            (:status::text is null or i.status = :status) and (:kind::text is null or i.person_kind = :kind)
              and (not :asks or exists (
                select from (select * from investigation.outcome o where o.investigation_id = i.investigation_id
                             order by o.recorded_at desc limit 1) o
                where (:category::text is null or o.category = :category)
                  and (:from::date is null or o.decided_on >= :from and o.decided_on < :to)
                  and (not :dismissal or o.featured_in_dismissal)
                  and (:proceedings::text is null or o.proceedings = :proceedings)
                  and (:finding::text is null or o.finding = :finding)
                  and (:standard::text is null or :standard = any (o.standards))
                  and (not :dismissed or o.sanctions && array['DISMISSED', 'WOULD_HAVE_BEEN_DISMISSED'])))
              and (not :clock or i.status = 'OPEN' and exists (
                select from (select s.due_at from investigation.step s
                             where s.investigation_id = i.investigation_id and s.kind in ('REFERRAL_TEST', 'REFERRAL_MADE')
                             order by s.recorded_at desc, s.step_id desc limit 1) s
                where s.due_at is not null))
            """;

    private final JdbcClient jdbc;
    private final Reveals reveals;
    private final Force force;

    InvestigationReader(JdbcClient jdbc, Reveals reveals, Force force) {
        this.jdbc = jdbc;
        this.reveals = reveals;
        this.force = force;
    }

    /** Those that the filter finds, newest first, at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<InvestigationSummary> list(SignedInUser user, InvestigationFilter filter) {
        Integer year = filter.year();
        return Visibility.bind(jdbc.sql(SUMMARY.formatted(FILTER)), user)
                .param("force", force.id())
                .param("status", name(filter.status()))
                .param("kind", name(filter.kind()))
                .param("clock", filter.clock())
                .param("asks", filter.asksOutcome())
                .param("category", name(filter.category()))
                .param("from", year == null ? null : LocalDate.of(year - 1, 4, 1))
                .param("to", year == null ? null : LocalDate.of(year, 4, 1))
                .param("dismissal", filter.dismissal())
                .param("proceedings", name(filter.proceedings()))
                .param("finding", name(filter.finding()))
                .param("standard", name(filter.standard()))
                .param("dismissed", filter.dismissed())
                .query((row, n) -> summary(row))
                .list();
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** The open investigations about somebody. */
    @Transactional(readOnly = true)
    public List<InvestigationSummary> listOpen(SignedInUser user, StaffId staff) {
        return Visibility.bind(jdbc.sql(SUMMARY.formatted("i.staff_id = :staff and i.status = 'OPEN'")), user)
                .param("force", force.id())
                .param("staff", staff.value())
                .query((row, n) -> summary(row))
                .list();
    }

    /**
     * One investigation with all that was recorded.
     *
     * @throws InvestigationNotFoundException when there is none, or it is not for that user
     */
    @Transactional(readOnly = true)
    public InvestigationDetail get(SignedInUser user, InvestigationId id) {
        InvestigationSummary summary = Visibility.bind(jdbc.sql(SUMMARY.formatted("i.investigation_id = :id")), user)
                .param("force", force.id())
                .param("id", id.value())
                .query((row, n) -> summary(row))
                .optional()
                .orElseThrow(() -> new InvestigationNotFoundException(id));
        return new InvestigationDetail(summary, listFlags(id), listSteps(id), listOutcomes(id), listTimeline(id));
    }

    /**
     * The accesses of the investigation's flags for an evidence bundle; one more than a bundle holds where there are more.
     *
     * @throws NotRevealedException when that user has not asked to see the name
     */
    @Transactional(readOnly = true)
    public List<EventName> listEvents(SignedInUser user, InvestigationId id) {
        InvestigationDetail detail = get(user, id);
        if (!reveals.holds(user, detail.summary().staff())) {
            throw new NotRevealedException();
        }
        return jdbc.sql("""
                        select distinct e.occurred_at, e.system_code, e.event_id
                        from investigation.investigation_flag f
                        join review.flag_event fe on fe.flag_id = f.flag_id
                        join access.access_event e on e.force_id = fe.force_id and e.event_key = fe.event_key
                          and e.occurred_at = fe.occurred_at
                        where f.investigation_id = :id order by 1, 2, 3 limit :most
                        """)
                .param("id", id.value())
                .param("most", EvidenceBundles.MOST + 1)
                .query((row, n) -> new EventName(row.getString(2), row.getString(3)))
                .list();
    }

    private List<InvestigationDetail.FlagEntry> listFlags(InvestigationId id) {
        return jdbc.sql("""
                        select f.flag_id, coalesce(r.sentence, f.top_rule) as because, f.score, f.events, f.raised_at
                        from investigation.investigation_flag i join review.flag f on f.flag_id = i.flag_id
                        left join rules.rule r on r.code = f.top_rule and r.status = 'LIVE'
                        where i.investigation_id = :id order by f.raised_at
                        """)
                .param("id", id.value())
                .query((row, n) -> new InvestigationDetail.FlagEntry(
                        new FlagId(row.getObject("flag_id", UUID.class)),
                        row.getString("because"),
                        row.getInt("score"),
                        row.getInt("events"),
                        row.getTimestamp("raised_at").toInstant()))
                .list();
    }

    private List<InvestigationDetail.TimelineEntry> listTimeline(InvestigationId id) {
        return jdbc.sql("""
                        select distinct e.occurred_at, e.system_code, e.event_id,
                          initcap(e.action) || coalesce(' of ' || lower(e.record_type) || ' ' || e.record_id, '') as what,
                          v.explained
                        from investigation.investigation_flag f
                        join review.flag_event fe on fe.flag_id = f.flag_id
                        join access.access_event e on e.force_id = fe.force_id and e.event_key = fe.event_key
                          and e.occurred_at = fe.occurred_at
                        join explanation.verdict v on v.force_id = fe.force_id and v.event_key = fe.event_key
                          and v.occurred_at = fe.occurred_at
                        where f.investigation_id = :id order by 1, 2, 3 limit :most
                        """)
                .param("id", id.value())
                .param("most", MOST)
                .query((row, n) -> new InvestigationDetail.TimelineEntry(
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("system_code"),
                        row.getString("event_id"),
                        row.getString("what"),
                        row.getBoolean("explained")))
                .list();
    }

    private List<Step> listSteps(InvestigationId id) {
        return jdbc.sql("select * from investigation.step where investigation_id = :id order by recorded_at, step_id")
                .param("id", id.value())
                .query((row, n) -> {
                    String assessment = row.getString("assessment");
                    Timestamp due = row.getTimestamp("due_at");
                    return new Step(
                            Step.Kind.valueOf(row.getString("kind")),
                            assessment == null ? null : Step.Assessment.valueOf(assessment),
                            row.getDate("happened_on").toLocalDate(),
                            due == null ? null : due.toInstant(),
                            row.getString("note"),
                            row.getString("recorded_by"),
                            recordedAt(row));
                })
                .list();
    }

    private List<Outcome> listOutcomes(InvestigationId id) {
        return jdbc.sql("select * from investigation.outcome where investigation_id = :id order by recorded_at desc")
                .param("id", id.value())
                .query((row, n) -> outcome(row))
                .list();
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        String typology = row.getString("typology");
        String corruption = row.getString("corruption_category");
        return new Outcome(
                Outcome.Finding.valueOf(row.getString("finding")),
                Outcome.Category.valueOf(row.getString("category")),
                list(row.getArray("standards"), Outcome.Standard::valueOf),
                typology == null ? null : Typology.valueOf(typology),
                corruption == null ? null : Outcome.Corruption.valueOf(corruption),
                Outcome.Source.valueOf(row.getString("source")),
                Outcome.Proceedings.valueOf(row.getString("proceedings")),
                list(row.getArray("sanctions"), Outcome.Sanction::valueOf),
                row.getDate("decided_on").toLocalDate(),
                row.getBoolean("featured_in_dismissal"),
                row.getBoolean("victim_told"),
                row.getBoolean("safeguarding_referral"),
                row.getBoolean("breach_reported"),
                row.getBoolean("operation_compromised"),
                row.getString("reason"),
                row.getString("recorded_by"),
                recordedAt(row));
    }

    private static Instant recordedAt(ResultSet row) throws SQLException {
        return row.getTimestamp("recorded_at").toInstant();
    }

    private static <T> List<T> list(Array names, Function<String, T> constant) throws SQLException {
        return Arrays.stream((String[]) names.getArray()).map(constant).toList();
    }

    private static InvestigationSummary summary(ResultSet row) throws SQLException {
        return new InvestigationSummary(
                new InvestigationId(row.getObject("investigation_id", UUID.class)),
                row.getString("reference"),
                new StaffId(row.getString("staff_id")),
                PersonKind.valueOf(row.getString("person_kind")),
                row.getString("allegation"),
                InvestigationStatus.valueOf(row.getString("status")),
                row.getString("investigator"),
                row.getString("opened_by"),
                row.getTimestamp("opened_at").toInstant(),
                row.getInt("version"));
    }
}
