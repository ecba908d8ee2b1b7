package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.rules.Scoring;
import uk.propercourse.security.SignedInUser;

/** What is kept of requests for justification: the accesses, the replies, each step as a leaf, and the flag's way back. */
@Service
@WebOnly
@Transactional(propagation = Propagation.MANDATORY)
class RequestJournal {

    /** The kind of the leaves of questions and answers. */
    static final String KIND = "REQUEST";

    /** The accesses of a request, tested against the case that the person claims now or quoted then. */
    private static final String ACCESSES = """
            select e.occurred_at, coalesce(s.name, e.system_code) as system, e.action, e.record_type, e.record_id,
              coalesce(rec.first_name || ' ' || rec.last_name, rec.vrm, rec.address) as record_name, e.reason_text, q.quoted,
              case when exists (
                  select from people.duty d where d.force_id = e.force_id and d.staff_id = :staff
                    and d.starts_at between e.occurred_at - interval '30 days' and e.occurred_at + interval '30 days')
                then exists (
                  select from people.duty d where d.force_id = e.force_id and d.staff_id = :staff
                    and d.starts_at between e.occurred_at - interval '2 days' and e.occurred_at and d.ends_at >= e.occurred_at)
              end as on_duty,
              case when q.quoted is not null then c.case_ref is not null end as case_known,
              case when c.case_ref is not null then e.record_id = c.case_ref or exists (
                  select from casework.case_link l where l.force_id = e.force_id and l.case_ref = c.case_ref
                    and l.record_id = e.record_id and l.record_type = e.record_type) end as linked,
              case when c.case_ref is not null then exists (
                  select from casework.case_assignment a where a.force_id = e.force_id and a.case_ref = c.case_ref
                    and a.valid_from <= e.occurred_at and (a.valid_to is null or e.occurred_at < a.valid_to)
                    and (a.staff_id = :staff or a.unit_id in (
                      select p.unit_id from people.posting p where p.force_id = e.force_id and p.staff_id = :staff
                        and p.valid_from <= e.occurred_at and (p.valid_to is null or e.occurred_at < p.valid_to)))) end
                as assigned
            from review.justification_request_access ra
            join access.access_event e on e.force_id = :force and e.event_key = ra.event_key
              and e.occurred_at = ra.occurred_at
            left join access.source_system s on s.force_id = e.force_id and s.system_code = e.system_code
            left join casework.record rec on rec.force_id = e.force_id and rec.record_id = e.record_id
              and rec.record_type = e.record_type
            cross join lateral (select coalesce((
                select r.case_ref from review.reply r where r.request_id = ra.request_id and r.case_ref is not null
                order by r.replied_at desc limit 1), e.case_ref) as quoted) q
            left join casework.case_file c on c.force_id = e.force_id and c.case_ref = q.quoted
            where ra.request_id = :request order by e.occurred_at, e.event_key
            """;

    private final JdbcClient jdbc;
    private final Attachments attachments;
    private final Ledger ledger;
    private final Force force;
    private final Clock clock;

    RequestJournal(JdbcClient jdbc, Attachments attachments, Ledger ledger, Force force, Clock clock) {
        this.jdbc = jdbc;
        this.attachments = attachments;
        this.ledger = ledger;
        this.force = force;
        this.clock = clock;
    }

    RequestDetail detail(RequestSummary request) {
        return new RequestDetail(
                request, listAccesses(request), listReplies(request.id()), attachments.list(request.id(), true));
    }

    private List<AskedAccess> listAccesses(RequestSummary request) {
        return jdbc.sql(ACCESSES)
                .param("force", force.id())
                .param("staff", request.staff().value())
                .param("request", request.id().value())
                .query((row, n) -> access(row))
                .list();
    }

    private static AskedAccess access(ResultSet row) throws SQLException {
        String type = row.getString("record_type");
        String record = row.getString("record_id");
        return new AskedAccess(
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("system"),
                row.getString("action"),
                type == null || record == null ? null : new RecordRef(type, record),
                row.getString("record_name"),
                row.getString("reason_text"),
                row.getString("quoted"),
                known(row, "on_duty"),
                known(row, "case_known"),
                known(row, "linked"),
                known(row, "assigned"));
    }

    private static @Nullable Boolean known(ResultSet row, String column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    private List<Reply> listReplies(RequestId id) {
        return jdbc.sql("""
                        select r.kind, r.case_ref, r.explanation, coalesce(u.display_name, r.replied_by) as name, r.replied_at
                        from review.reply r left join security.app_user u on u.username = r.replied_by
                        where r.request_id = :id order by r.replied_at
                        """)
                .param("id", id.value())
                .query((row, n) -> new Reply(
                        Reply.Kind.valueOf(row.getString("kind")),
                        row.getString("case_ref"),
                        row.getString("explanation"),
                        row.getString("name"),
                        row.getTimestamp("replied_at").toInstant()))
                .list();
    }

    /** Who has said of a request that it is not for them. */
    List<SupervisorRouting.Passed> listPassed(RequestId id) {
        return jdbc.sql("""
                        select staff_id, kind from review.reply
                        where request_id = :id and kind in ('NOT_MINE', 'CONFLICT') order by replied_at
                        """)
                .param("id", id.value())
                .query((row, n) -> new SupervisorRouting.Passed(
                        new StaffId(row.getString("staff_id")),
                        row.getString("kind").equals("CONFLICT")
                                ? "a supervisor declared a conflict"
                                : "a supervisor said that it is not theirs"))
                .list();
    }

    /** Whether nothing about that person is covert. */
    boolean isOvert(StaffId staff) {
        return jdbc.sql("select %s from (select :force::smallint as force_id, :staff::text as staff_id) s"
                        .formatted(Visibility.isOvert("s")))
                .param("force", force.id())
                .param("staff", staff.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether that member of staff has said something about the request. */
    boolean hasReply(RequestId id, StaffId by) {
        return jdbc.sql("select exists (select from review.reply where request_id = :id and staff_id = :by)")
                .param("id", id.value())
                .param("by", by.value())
                .query(Boolean.class)
                .single();
    }

    /** When the last of the accesses happened: the line is as it was then. */
    Instant lastAccess(RequestId id) {
        return jdbc.sql("select max(occurred_at) from review.justification_request_access where request_id = :id")
                .param("id", id.value())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** The accesses of a flag become those of the request; how many there are. */
    int takeFlag(RequestId id, FlagId flag) {
        return jdbc.sql("""
                        insert into review.justification_request_access (request_id, event_key, occurred_at)
                        select :id, event_key, occurred_at from review.flag_event where flag_id = :flag
                        """).param("id", id.value()).param("flag", flag.value()).update();
    }

    void save(RequestId request, Reply.Kind kind, String caseRef, String explanation, SignedInUser user) {
        jdbc.sql("""
                        insert into review.reply (reply_id, request_id, kind, case_ref, explanation, replied_by, staff_id,
                          replied_at)
                        values (:id, :request, :kind, :case, :explanation, :by, :staff, :now)
                        """)
                .param("id", UUID.randomUUID())
                .param("request", request.value())
                .param("kind", kind.name())
                .param("case", caseRef.isEmpty() ? null : caseRef)
                .param("explanation", explanation)
                .param("by", user.getUsername())
                .param("staff", user.staffId().map(StaffId::value).orElseThrow())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        seal(request, kind.name(), explanation, user.getUsername(), Map.of("case_ref", caseRef));
    }

    /** An answer of the person, which the files of their draft go with. */
    void saveAnswer(RequestId request, Reply.Kind kind, String caseRef, String explanation, SignedInUser user) {
        save(request, kind, caseRef, explanation, user);
        List<String> files = attachments.send(request);
        if (!files.isEmpty()) {
            seal(request, "ATTACHED", String.join("\n", files), user.getUsername());
        }
    }

    /** Puts the flag of a closed request back into the queue, where its reply is read, unless casework explains it meanwhile. */
    void giveBack(@Nullable UUID flag) {
        jdbc.sql("""
                        update review.flag fl set version = fl.version + 1,
                          status = case when coalesce((
                            select sum(c.contribution) from review.flag_contribution c where c.flag_id = fl.flag_id), 0)
                            >= :threshold then 'OPEN' else 'EXPLAINED' end
                        where fl.flag_id = :flag and fl.status = 'ASKED' and not exists (
                          select from review.justification_request r where r.flag_id = :flag and r.closed_at is null)
                        """).param("threshold", Scoring.THRESHOLD).param("flag", flag).update();
    }

    void seal(RequestId request, String act, String text, String by) {
        seal(request, act, text, by, Map.of());
    }

    void seal(RequestId request, String act, String text, String by, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("request", request.toString());
        content.put("act", act);
        content.put("text", text);
        content.putAll(more);
        content.put("by", by);
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }
}
