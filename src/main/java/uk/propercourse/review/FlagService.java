package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.EvidenceFinder;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.FactSheets;
import uk.propercourse.security.SignedInUser;

/**
 * The queue of flags and each flag with its evidence, for Professional Standards. Nobody sees a flag about themselves or
 * about someone they declared an association with: for them it does not exist.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class FlagService {

    /** The most accesses that a flag's page shows and explains in full. */
    public static final int SHOWN_ACCESSES = 200;

    private static final String VISIBLE = "f.force_id = :force and " + Visibility.ofMatters("f");

    private static final String SUMMARY = """
            select f.*, r.sentence, p.role, u.name as unit_name,
              coalesce(rec.first_name || ' ' || rec.last_name, rec.vrm, rec.address) as subject_name,
              (select count(distinct (e.occurred_at at time zone 'Europe/London')::date) from review.flag_event e
               where e.flag_id = f.flag_id) as days
            from (
              select f.* from review.flag f
              where %s and (:status::text is null or f.status = :status) and f.score >= :minScore
                and (:person::text is null or f.staff_id = :person)
                and (:record::text is null or f.record_type || '/' || f.record_id = :record)
                and (:rule::text is null or exists (
                  select from review.flag_contribution c where c.flag_id = f.flag_id and c.rule_code = :rule))
                and (:unit::text is null or exists (
                  select from people.posting w where w.force_id = f.force_id and w.staff_id = f.staff_id
                    and w.unit_id = :unit and w.valid_from <= f.last_event_at
                    and (w.valid_to is null or f.last_event_at < w.valid_to)))
                and %s
              order by %s limit :limit) f
            left join rules.rule r on r.code = f.top_rule and r.status = 'LIVE'
            left join lateral (
              select w.role, w.unit_id from people.posting w
              where w.force_id = f.force_id and w.staff_id = f.staff_id and w.valid_from <= f.last_event_at
                and (w.valid_to is null or f.last_event_at < w.valid_to)
              order by w.valid_from desc limit 1) p on true
            left join people.unit u on u.force_id = f.force_id and u.unit_id = p.unit_id
            left join casework.record rec on rec.force_id = f.force_id and rec.record_id = f.record_id
              and rec.record_type = f.record_type
            order by %s
            """;

    private final JdbcClient jdbc;
    private final Force force;
    private final EvidenceFinder evidence;
    private final FactSheets facts;

    FlagService(JdbcClient jdbc, Force force, EvidenceFinder evidence, FactSheets facts) {
        this.jdbc = jdbc;
        this.force = force;
        this.evidence = evidence;
        this.facts = facts;
    }

    /** A page of the queue, and one flag more if there is a next page. */
    @Transactional(readOnly = true)
    public List<FlagSummary> list(SignedInUser user, FlagFilter filter, int limit) {
        FlagFilter.Position after = filter.after();
        String order = switch (filter.sort()) {
            case SCORE -> "f.score desc, f.dossier_score desc, f.flag_id";
            case NEWEST -> "f.raised_at desc, f.flag_id";
            case OLDEST -> "f.raised_at, f.flag_id";
        };
        String beyond = after == null
                ? "true"
                : switch (filter.sort()) {
                    case SCORE -> "(-f.score, -f.dossier_score, f.flag_id) > (-:score, -:dossier::numeric, :id)";
                    case NEWEST -> "(f.raised_at < :raised or f.raised_at = :raised and f.flag_id > :id)";
                    case OLDEST -> "(f.raised_at, f.flag_id) > (:raised, :id)";
                };
        JdbcClient.StatementSpec query = jdbc.sql(SUMMARY.formatted(VISIBLE, beyond, order, order))
                .param("force", force.id())
                .param("viewer", Visibility.viewer(user))
                .param("user", user.id())
                .param("status", filter.status())
                .param("rule", filter.rule())
                .param("unit", filter.unit())
                .param("person", filter.person())
                .param("record", filter.record())
                .param("minScore", filter.minScore())
                .param("limit", limit);
        if (after != null) {
            query = query.param("dossier", after.dossier())
                    .param("score", after.score())
                    .param("raised", Timestamp.from(after.raisedAt()))
                    .param("id", after.flagId());
        }
        return query.query((row, n) -> summary(row)).list();
    }

    /** The flags of a person that were raised in a week, open ones first, strongest first. */
    List<FlagSummary> listByWeek(SignedInUser user, StaffId staff, java.time.LocalDate week) {
        return summaries(
                        user,
                        "f.staff_id = :staff and f.week = :week",
                        "f.status <> 'OPEN', f.score desc, f.flag_id",
                        SHOWN_ACCESSES)
                .param("staff", staff.value())
                .param("week", week)
                .query((row, n) -> summary(row))
                .list();
    }

    /** Those of the flags that are for that user, strongest first. */
    @Transactional(readOnly = true)
    public List<FlagSummary> listAmong(SignedInUser user, Collection<FlagId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return summaries(user, "f.flag_id in (:ids)", "f.score desc, f.flag_id", ids.size())
                .param("ids", ids.stream().map(FlagId::value).toList())
                .query((row, n) -> summary(row))
                .list();
    }

    /** Flags of any status that meet the condition, as far as they are for that user. */
    private JdbcClient.StatementSpec summaries(SignedInUser user, String condition, String order, int limit) {
        return Visibility.bind(jdbc.sql(SUMMARY.formatted(VISIBLE, condition, order, order)), user)
                .param("force", force.id())
                .param("status", null)
                .param("rule", null)
                .param("unit", null)
                .param("person", null)
                .param("record", null)
                .param("minScore", 0)
                .param("limit", limit);
    }

    /** How many flags the filter finds, whatever the page. */
    @Transactional(readOnly = true)
    public long count(SignedInUser user, FlagFilter filter) {
        return jdbc.sql("""
                        select count(*) from review.flag f
                        where %s and (:status::text is null or f.status = :status) and f.score >= :minScore
                          and (:person::text is null or f.staff_id = :person)
                          and (:record::text is null or f.record_type || '/' || f.record_id = :record)
                          and (:rule::text is null or exists (
                            select from review.flag_contribution c where c.flag_id = f.flag_id and c.rule_code = :rule))
                          and (:unit::text is null or exists (
                            select from people.posting w where w.force_id = f.force_id and w.staff_id = f.staff_id
                              and w.unit_id = :unit and w.valid_from <= f.last_event_at
                              and (w.valid_to is null or f.last_event_at < w.valid_to)))
                        """.formatted(VISIBLE))
                .param("force", force.id())
                .param("viewer", Visibility.viewer(user))
                .param("user", user.id())
                .param("status", filter.status())
                .param("rule", filter.rule())
                .param("unit", filter.unit())
                .param("person", filter.person())
                .param("record", filter.record())
                .param("minScore", filter.minScore())
                .query(Long.class)
                .single();
    }

    /** The most groups that a list shows. */
    public static final int MOST_GROUPS = 200;

    /** Open flags by what they have in common, most flags first, at most {@value #MOST_GROUPS}. */
    @Transactional(readOnly = true)
    public List<FlagGroup> listGroups(SignedInUser user, FlagGroup.By by) {
        return Visibility.bind(
                        jdbc.sql("select * from (" + by.sql().formatted(VISIBLE + " and f.status = 'OPEN'")
                                + ") g order by flags desc, highest desc, key limit " + MOST_GROUPS),
                        user)
                .param("force", force.id())
                .query((row, n) -> {
                    String staff = row.getString("staff_id");
                    return new FlagGroup(
                            row.getString("key"),
                            staff == null ? null : new StaffId(staff),
                            row.getString("name"),
                            row.getLong("flags"),
                            row.getLong("people"),
                            row.getInt("highest"));
                })
                .list();
    }

    /** Units for the filter. */
    @Transactional(readOnly = true)
    public List<Map<String, Object>> listUnits() {
        return jdbc.sql("select unit_id, name from people.unit where force_id = :force order by name, unit_id")
                .param("force", force.id())
                .query()
                .listOfRows();
    }

    /**
     * One flag as lists show it.
     *
     * @throws FlagNotFoundException when there is none, or it is not for that user
     */
    @Transactional(readOnly = true)
    public FlagSummary getSummary(SignedInUser user, FlagId id) {
        return summaries(user, "f.flag_id = :id", "f.flag_id", 1)
                .param("id", id.value())
                .query((row, n) -> summary(row))
                .optional()
                .orElseThrow(() -> new FlagNotFoundException(id));
    }

    /**
     * One flag with everything its page shows. Writes only temporary tables.
     *
     * @throws FlagNotFoundException when there is none, or it is not for that user
     */
    @Transactional
    public FlagDetail get(SignedInUser user, FlagId id) {
        FlagSummary summary = getSummary(user, id);
        List<FlagAccess> accesses = listAccesses(id);
        List<UUID> keys = accesses.stream().map(FlagAccess::eventKey).toList();
        List<Evidence> ties = evidence.find(keys);
        return new FlagDetail(summary, listContributions(id), accesses, ties, facts.list(), listFindings(id));
    }

    private List<FlagAccess> listAccesses(FlagId id) {
        return jdbc.sql("""
                        select e.event_key, e.occurred_at, e.system_code, s.name as system_name, e.event_id, e.action,
                          e.record_type, e.record_id, e.case_ref, e.reason_code, e.reason_text, e.query,
                          e.terminal_id, e.ip_address, e.result_count, e.recipient, e.account_id,
                          v.explained, v.strength, v.template, v.settled, v.evaluated_at
                        from review.flag_event fe
                        join access.access_event e on e.force_id = fe.force_id and e.event_key = fe.event_key
                          and e.occurred_at = fe.occurred_at
                        join explanation.verdict v on v.force_id = fe.force_id and v.event_key = fe.event_key
                          and v.occurred_at = fe.occurred_at
                        left join access.source_system s on s.force_id = e.force_id and s.system_code = e.system_code
                        where fe.flag_id = :id order by e.occurred_at, e.event_key limit :limit
                        """)
                .param("id", id.value())
                .param("limit", SHOWN_ACCESSES)
                .query((row, n) -> FlagAccess.of(row))
                .list();
    }

    private List<Contribution> listContributions(FlagId id) {
        return jdbc.sql("""
                        select c.rule_code, c.rule_version, c.family, c.contribution, c.points, c.matches, r.name,
                          r.sentence, r.source, r.usual_share, b.matches as alike, b.stories, b.ratio
                        from review.flag_contribution c
                        join rules.rule r on r.code = c.rule_code and r.version = c.rule_version
                        left join lateral (
                          select w.matches, w.stories, coalesce(w.ratio, 1) as ratio
                          from review.flag f
                          join rules.finding n on n.force_id = f.force_id and n.staff_id = f.staff_id
                            and n.story = f.story and n.rule_code = c.rule_code and n.withdrawn_at is null
                            and n.points = c.points
                          join rules.rule_weight w on w.force_id = n.force_id and w.rule_code = n.rule_code
                            and w.day = (n.raised_at at time zone 'Europe/London')::date
                          where f.flag_id = c.flag_id order by n.raised_at limit 1) b on true
                        where c.flag_id = :id order by c.contribution desc, c.points desc, c.rule_code
                        """)
                .param("id", id.value())
                .query((row, n) -> new Contribution(
                        row.getString("rule_code"),
                        row.getInt("rule_version"),
                        uk.propercourse.rules.Family.valueOf(row.getString("family")),
                        row.getInt("contribution"),
                        row.getInt("points"),
                        row.getInt("matches"),
                        row.getString("name"),
                        row.getString("sentence"),
                        row.getString("source"),
                        row.getObject("stories") == null || row.getObject("usual_share") == null
                                ? null
                                : new Contribution.Background(
                                        row.getLong("alike"),
                                        row.getLong("stories"),
                                        row.getDouble("usual_share"),
                                        row.getDouble("ratio"))))
                .list();
    }

    private List<FlagDetail.Finding> listFindings(FlagId id) {
        return jdbc.sql("""
                        select n.event_key, n.rule_code, n.facts::text as facts
                        from review.flag f
                        join rules.finding n on n.force_id = f.force_id and n.staff_id = f.staff_id and n.story = f.story
                          and n.withdrawn_at is null
                        where f.flag_id = :id order by n.occurred_at, n.rule_code
                        """)
                .param("id", id.value())
                .query((row, n) -> new FlagDetail.Finding(
                        row.getObject("event_key", UUID.class), row.getString("rule_code"), row.getString("facts")))
                .list();
    }

    private static FlagSummary summary(ResultSet row) throws SQLException {
        String recordType = row.getString("record_type");
        return new FlagSummary(
                new FlagId(row.getObject("flag_id", UUID.class)),
                new StaffId(row.getString("staff_id")),
                row.getString("role"),
                row.getString("unit_name"),
                recordType == null ? null : new RecordRef(recordType, row.getString("record_id")),
                row.getString("subject_name"),
                row.getString("story"),
                row.getInt("score"),
                row.getDouble("dossier_score"),
                row.getDate("week").toLocalDate(),
                String.valueOf(row.getString("sentence")),
                row.getString("top_rule"),
                row.getInt("events"),
                row.getInt("days"),
                row.getTimestamp("raised_at").toInstant(),
                row.getTimestamp("first_event_at").toInstant(),
                row.getTimestamp("last_event_at").toInstant(),
                row.getString("status"),
                row.getInt("reopened"),
                row.getInt("version"));
    }
}
