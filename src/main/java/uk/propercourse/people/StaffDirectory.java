package uk.propercourse.people;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;

/** Who somebody is, and where they were at a moment. */
@Service
@Transactional(readOnly = true)
public class StaffDirectory {

    private final JdbcClient jdbc;
    private final Force force;

    StaffDirectory(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** A person's name and kind. */
    public record Person(
            StaffId id, String name, String kind, @Nullable String grade) {}

    /** The person, if HR knows them. */
    public Optional<Person> find(StaffId id) {
        return jdbc.sql("""
                        select first_name || ' ' || last_name as name, kind, grade from people.staff
                        where force_id = :force and staff_id = :staff
                        """)
                .param("force", force.id())
                .param("staff", id.value())
                .query((row, n) -> new Person(id, row.getString("name"), row.getString("kind"), row.getString("grade")))
                .optional();
    }

    /** The names of several people, by id; without those whom HR does not know. */
    public Map<StaffId, String> listNames(Collection<StaffId> ids) {
        return jdbc
                .sql("""
                        select staff_id, first_name || ' ' || last_name as name from people.staff
                        where force_id = :force and staff_id = any (:staff)
                        """)
                .param("force", force.id())
                .param("staff", ids.stream().map(StaffId::value).toArray(String[]::new))
                .query((row, n) -> Map.entry(new StaffId(row.getString("staff_id")), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A posting, shift or absence around a moment, in words. */
    public record Circumstance(
            String what,
            String detail,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** What was on for the person at that moment: posting, shifts within a day, absence. */
    public List<Circumstance> listAt(StaffId id, Instant at) {
        return jdbc.sql("""
                        select 1 as place, 'Posting' as what, p.role || coalesce(', ' || u.name, ', ' || p.unit_id) as detail,
                          p.valid_from as from_at, p.valid_to as to_at
                        from people.posting p
                        left join people.unit u on u.force_id = p.force_id and u.unit_id = p.unit_id
                        where p.force_id = :force and p.staff_id = :staff and p.valid_from <= :at
                          and (p.valid_to is null or :at < p.valid_to)
                        union all
                        select 2, 'Duty', lower(coalesce(kind, 'shift')), starts_at, ends_at from people.duty
                        where force_id = :force and staff_id = :staff and starts_at <= :at::timestamptz + interval '24 hours'
                          and ends_at >= :at::timestamptz - interval '24 hours'
                        union all
                        select 3, 'Absence', case when kind in ('SUSPENDED', 'LEFT') then lower(kind) else 'absent' end,
                          valid_from, valid_to from people.absence
                        where force_id = :force and staff_id = :staff and valid_from <= :at
                          and (valid_to is null or :at < valid_to)
                        order by 1, 4
                        """)
                .param("force", force.id())
                .param("staff", id.value())
                .param("at", Timestamp.from(at))
                .query((row, n) -> new Circumstance(
                        row.getString("what"),
                        row.getString("detail"),
                        instant(row.getTimestamp("from_at")),
                        instant(row.getTimestamp("to_at"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
