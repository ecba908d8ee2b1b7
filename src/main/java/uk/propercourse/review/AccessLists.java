package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/** Accesses by a member of staff and accesses to a record, newest first, paged by key. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
@Transactional(readOnly = true)
public class AccessLists {

    /** Accesses on a page. */
    public static final int PAGE = 100;

    private final JdbcClient jdbc;
    private final Force force;

    AccessLists(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** Where a page ends. */
    public record Position(Instant occurredAt, UUID eventKey) {}

    /** An access in a list. */
    public record Row(
            UUID eventKey,
            Instant occurredAt,
            String systemCode,
            String eventId,
            String action,
            @Nullable StaffId staff,
            @Nullable String unitName,
            @Nullable RecordRef record,
            @Nullable String recordName,
            @Nullable String caseRef,
            boolean explained,
            @Nullable String template,
            boolean settled,
            @Nullable UUID flagId) {}

    /** How many accesses of a London day were explained and not. */
    public record DayCount(java.time.LocalDate day, long explained, long unexplained) {}

    private static final String ROW = """
            select v.event_key, v.occurred_at, e.system_code, e.event_id, e.action, v.staff_id, u.name as unit_name,
              v.record_type, v.record_id, coalesce(rec.first_name || ' ' || rec.last_name, rec.vrm, rec.address) as record_name,
              e.case_ref, v.explained, v.template, v.settled, fl.flag_id
            from (select v.* from explanation.verdict v
                  where v.force_id = :force and %s
                    and (not :unexplainedOnly or not v.explained)
                    and (v.staff_id is null or %s)
                    and (v.occurred_at, v.event_key) < (:before, :beforeKey)
                  order by v.occurred_at desc, v.event_key desc limit :limit) v
            join access.access_event e on e.force_id = v.force_id and e.event_key = v.event_key
              and e.occurred_at = v.occurred_at
            left join casework.record rec on rec.force_id = v.force_id and rec.record_id = v.record_id
              and rec.record_type = v.record_type
            left join lateral (
              select w.unit_id from people.posting w where w.force_id = v.force_id and w.staff_id = v.staff_id
                and w.valid_from <= v.occurred_at and (w.valid_to is null or v.occurred_at < w.valid_to)
              order by w.valid_from desc limit 1) p on true
            left join people.unit u on u.force_id = v.force_id and u.unit_id = p.unit_id
            left join review.flag fl on fl.force_id = v.force_id and fl.staff_id = v.staff_id
              and fl.story = 'RECORD/' || v.record_type || '/' || v.record_id and fl.status in ('OPEN', 'ASKED')
              and %s
            order by v.occurred_at desc, v.event_key desc
            """;

    /** Accesses by a member of staff; nobody is shown their own. */
    public List<Row> listByStaff(SignedInUser user, StaffId staff, boolean unexplainedOnly, @Nullable Position after) {
        return query(user, "v.staff_id = :staff", unexplainedOnly, after)
                .param("staff", staff.value())
                .query((row, n) -> row(row))
                .list();
    }

    /** Accesses to a record, without those of the user. */
    public List<Row> listByRecord(
            SignedInUser user, RecordRef record, boolean unexplainedOnly, @Nullable Position after) {
        return query(user, "v.record_type = :type and v.record_id = :record", unexplainedOnly, after)
                .param("type", record.type())
                .param("record", record.id())
                .query((row, n) -> row(row))
                .list();
    }

    /** What a page of accesses is about, for its heading. */
    public record Subject(String name, List<String> markers) {}

    /** The record's name and markers, if it is known. */
    public java.util.Optional<Subject> findRecord(RecordRef record) {
        return jdbc.sql("""
                        select coalesce(first_name || ' ' || last_name, vrm, address, phone, record_id) as name, markers
                        from casework.record where force_id = :force and record_type = :type and record_id = :id
                        """)
                .param("force", force.id())
                .param("type", record.type())
                .param("id", record.id())
                .query((row, n) -> new Subject(
                        row.getString("name"),
                        row.getArray("markers") == null
                                ? List.of()
                                : List.of((String[]) row.getArray("markers").getArray())))
                .optional();
    }

    /** The last 28 London days on which the person looked at something, oldest first. */
    public List<DayCount> countDays(SignedInUser user, StaffId staff) {
        return jdbc.sql("""
                        select day, explained, unexplained from (
                          select (occurred_at at time zone 'Europe/London')::date as day,
                            count(*) filter (where explained) as explained,
                            count(*) filter (where not explained) as unexplained
                          from explanation.verdict
                          where force_id = :force and staff_id = :staff and %s
                          group by 1 order by 1 desc limit 28) d order by day
                        """.formatted(Visibility.notTheirs("verdict")))
                .param("force", force.id())
                .param("staff", staff.value())
                .param("viewer", Visibility.viewer(user))
                .query((row, n) -> new DayCount(
                        row.getDate("day").toLocalDate(), row.getLong("explained"), row.getLong("unexplained")))
                .list();
    }

    /** A hit of the search. */
    public record Hit(
            String kind, String id, String name, @Nullable String detail) {}

    /** Records whose identifier, surname or registration mark is the text, and staff whose number it is. */
    public List<Hit> search(SignedInUser user, String text) {
        return jdbc.sql("""
                        (select 'STAFF' as kind, s.staff_id as id, '' as name, s.kind as detail from people.staff s
                         where s.force_id = :force and upper(s.staff_id) = upper(:text) and s.staff_id is distinct from :viewer)
                        union all
                        (select record_type, record_id, coalesce(first_name || ' ' || last_name, vrm, address, ''),
                           date_of_birth::text
                         from casework.record where force_id = :force and record_id = :text limit 20)
                        union all
                        (select record_type, record_id, coalesce(first_name || ' ' || last_name, ''), date_of_birth::text
                         from casework.record where force_id = :force and surname_key = kernel.key(:text)
                         order by first_key, record_id limit 100)
                        """)
                .param("force", force.id())
                .param("text", text)
                .param("viewer", Visibility.viewer(user))
                .query((row, n) -> new Hit(
                        row.getString("kind"), row.getString("id"), row.getString("name"), row.getString("detail")))
                .list();
    }

    private JdbcClient.StatementSpec query(
            SignedInUser user, String which, boolean unexplainedOnly, @Nullable Position after) {
        return Visibility.bind(
                        jdbc.sql(ROW.formatted(which, Visibility.notTheirs("v"), Visibility.ofMatters("fl"))), user)
                .param("force", force.id())
                .param("unexplainedOnly", unexplainedOnly)
                .param(
                        "before",
                        Timestamp.from(after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.occurredAt()))
                .param("beforeKey", after == null ? new UUID(-1, -1) : after.eventKey())
                .param("limit", PAGE + 1);
    }

    private static Row row(ResultSet row) throws SQLException {
        String staff = row.getString("staff_id");
        String recordType = row.getString("record_type");
        return new Row(
                row.getObject("event_key", UUID.class),
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("system_code"),
                row.getString("event_id"),
                row.getString("action"),
                staff == null ? null : new StaffId(staff),
                row.getString("unit_name"),
                recordType == null || row.getString("record_id") == null
                        ? null
                        : new RecordRef(recordType, row.getString("record_id")),
                row.getString("record_name"),
                row.getString("case_ref"),
                row.getBoolean("explained"),
                row.getString("template"),
                row.getBoolean("settled"),
                row.getObject("flag_id", UUID.class));
    }
}
