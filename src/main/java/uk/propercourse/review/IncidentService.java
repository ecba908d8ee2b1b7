package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * A record that everybody may have been curious about: all who looked, and one question to each whose look nothing
 * explains. To somebody around whom a compartment is open the question is withheld: for whoever asks it looks like any
 * other that was not answered yet, because a gap would tell.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class IncidentService {

    private static final String LOOKED = """
            v.force_id = :force and v.record_type = :type and v.record_id = :record
              and v.occurred_at >= :from and v.occurred_at < :to and v.staff_id is not null and %s
            """.formatted(Visibility.notTheirs("v"));

    private static final String VIEWERS = """
            select l.*, q.status, r.kind, r.explanation
            from (
              select v.staff_id, count(*) as accesses, count(*) filter (where not v.explained) as unexplained,
                min(v.occurred_at) as first_at, max(v.occurred_at) as last_at
              from explanation.verdict v where %s group by v.staff_id) l
            left join review.justification_request q on q.incident_id = :id and q.staff_id = l.staff_id
            left join lateral (
              select kind, explanation from review.reply where request_id = q.request_id
              order by replied_at desc limit 1) r on true
            order by l.unexplained = 0, l.first_at, l.staff_id
            """.formatted(LOOKED);

    private final JustificationRequestRepository requests;
    private final RequestJournal journal;
    private final SupervisorRouting routing;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    IncidentService(
            JustificationRequestRepository requests,
            RequestJournal journal,
            SupervisorRouting routing,
            JdbcClient jdbc,
            Ledger ledger,
            Force force,
            Clock clock) {
        this.requests = requests;
        this.journal = journal;
        this.routing = routing;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    /** The incidents, newest first, at most 200. */
    @Transactional(readOnly = true)
    public List<Incident> list() {
        return jdbc.sql("select * from review.incident where force_id = :force order by opened_at desc limit 200")
                .param("force", force.id())
                .query((row, n) -> incident(row))
                .list();
    }

    /**
     * Opens an incident around a record.
     *
     * @param to exclusive
     */
    @Transactional
    public IncidentId open(SignedInUser user, String name, RecordRef record, Instant from, Instant to) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into review.incident (incident_id, force_id, name, record_type, record_id, from_at, to_at,
                          opened_by, opened_at, version)
                        values (:id, :force, :name, :type, :record, :from, :to, :by, :now, 0)
                        """)
                .param("id", id)
                .param("force", force.id())
                .param("name", name)
                .param("type", record.type())
                .param("record", record.id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        seal(id, "INCIDENT_OPENED", user, Map.of("name", name, "record", record.type() + " " + record.id()));
        return new IncidentId(id);
    }

    /**
     * An incident.
     *
     * @throws IncidentNotFoundException when there is none
     */
    @Transactional(readOnly = true)
    public Incident get(IncidentId id) {
        return jdbc.sql("select * from review.incident where force_id = :force and incident_id = :id")
                .param("force", force.id())
                .param("id", id.value())
                .query((row, n) -> incident(row))
                .optional()
                .orElseThrow(() -> new IncidentNotFoundException(id));
    }

    /** Who looked: those whose look nothing explains first, in the order in which they did. */
    @Transactional(readOnly = true)
    public List<Incident.Viewer> listViewers(SignedInUser user, Incident incident) {
        return bind(VIEWERS, user, incident)
                .param("id", incident.id().value())
                .query((row, n) -> viewer(row))
                .list();
    }

    /**
     * Asks each viewer whose look nothing explains and who was not asked yet, in one act.
     *
     * @param version of the incident as the user saw it
     * @param route to the person, or from there to the supervisor
     * @return how many were asked
     * @throws RequestStateException when the incident has changed since, or the route is to supervisors alone
     */
    @Transactional
    public int ask(SignedInUser user, IncidentId id, int version, RequestRoute route, String question, int days) {
        if (route == RequestRoute.SUPERVISOR) {
            throw new RequestStateException("In an incident the person is asked first. Nobody was asked.");
        }
        Incident incident = get(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int moved = jdbc.sql("""
                        update review.incident set asked_at = :now, version = version + 1
                        where incident_id = :id and version = :version
                        """)
                .param("now", Timestamp.from(now))
                .param("id", id.value())
                .param("version", version)
                .update();
        if (moved == 0) {
            throw new RequestStateException(
                    "Somebody else has asked meanwhile. Nobody was asked by you: look at the replies first.");
        }
        List<Incident.Viewer> asked = listViewers(user, incident).stream()
                .filter(viewer -> viewer.unexplained() > 0 && viewer.status() == null)
                .toList();
        for (Incident.Viewer viewer : asked) {
            JustificationRequest request = requests.save(new JustificationRequest(
                    force.id(),
                    null,
                    id.value(),
                    viewer.staff(),
                    route,
                    routing.choose(viewer.staff(), viewer.last(), List.of()),
                    question,
                    user.getUsername(),
                    now,
                    now.plus(Duration.ofDays(days))));
            if (!journal.isOvert(viewer.staff())) {
                request.withhold();
            }
        }
        requests.flush();
        bind("""
                insert into review.justification_request_access (request_id, event_key, occurred_at)
                select q.request_id, v.event_key, v.occurred_at
                from explanation.verdict v
                join review.justification_request q on q.incident_id = :id and q.staff_id = v.staff_id
                  and q.asked_at = :now
                where %s and not v.explained
                on conflict do nothing
                """.formatted(LOOKED), user, incident)
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .update();
        seal(
                id.value(),
                "INCIDENT_ASKED",
                user,
                Map.of(
                        "question", question,
                        "route", route.name(),
                        "days", Integer.toString(days),
                        "asked",
                                asked.stream()
                                        .map(viewer -> viewer.staff().value())
                                        .collect(Collectors.joining(" "))));
        return asked.size();
    }

    private JdbcClient.StatementSpec bind(String sql, SignedInUser user, Incident incident) {
        return jdbc.sql(sql)
                .param("viewer", Visibility.viewer(user))
                .param("force", force.id())
                .param("type", incident.record().type())
                .param("record", incident.record().id())
                .param("from", Timestamp.from(incident.from()))
                .param("to", Timestamp.from(incident.to()));
    }

    private static Incident incident(ResultSet row) throws SQLException {
        Timestamp asked = row.getTimestamp("asked_at");
        return new Incident(
                new IncidentId(row.getObject("incident_id", UUID.class)),
                row.getString("name"),
                new RecordRef(row.getString("record_type"), row.getString("record_id")),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("to_at").toInstant(),
                row.getString("opened_by"),
                row.getTimestamp("opened_at").toInstant(),
                asked == null ? null : asked.toInstant(),
                row.getInt("version"));
    }

    private static Incident.Viewer viewer(ResultSet row) throws SQLException {
        @Nullable String status = row.getString("status");
        @Nullable String kind = row.getString("kind");
        return new Incident.Viewer(
                new StaffId(row.getString("staff_id")),
                row.getLong("accesses"),
                row.getLong("unexplained"),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant(),
                status == null ? null : RequestStatus.valueOf(status),
                kind == null ? null : Reply.Kind.valueOf(kind),
                row.getString("explanation"));
    }

    private void seal(UUID id, String act, SignedInUser user, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("incident", id.toString());
        content.put("act", act);
        content.putAll(more);
        content.put("by", user.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(RequestJournal.KIND, content);
    }
}
