package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;

/**
 * Who may decide for somebody: the first up the line, as it was at the access, who is not that person, is not answered for
 * by that person, and has declared no association with them, nor they with him. See the PND code of practice (2010): no
 * user audits their own activity.
 */
@Service
@WebOnly
@Transactional(propagation = Propagation.MANDATORY)
class SupervisorRouting {

    private static final String LINE = """
            with recursive line as (
              select p.supervisor_id as id, 1 as step from people.posting p
              where p.force_id = :force and p.staff_id = :staff and p.valid_from <= :at
                and (p.valid_to is null or :at < p.valid_to)
              union all
              select p.supervisor_id, l.step + 1 from line l
              join people.posting p on p.force_id = :force and p.staff_id = l.id and p.valid_from <= :at
                and (p.valid_to is null or :at < p.valid_to)
              where l.step < 8
            )
            select l.id,
              case
                when l.id = :staff then 'it would be their own access'
                when exists (
                  select from people.posting p where p.force_id = :force and p.staff_id = l.id and p.supervisor_id = :staff
                    and p.valid_from <= :at and (p.valid_to is null or :at < p.valid_to))
                  then 'the person is the line manager of the supervisor'
                when exists (
                  select from people.association d join casework.own_record o on o.force_id = d.force_id
                    and d.record_type = 'PERSON' and o.record_id = d.record_id
                  where d.force_id = :force and (d.staff_id, o.staff_id) in ((l.id, :staff), (:staff, l.id)))
                  then 'a declared association'
              end as refused
            from line l where l.id is not null order by l.step
            """;

    private final JdbcClient jdbc;
    private final Force force;

    SupervisorRouting(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * Who decides.
     *
     * @param supervisor null where nobody up the line may
     * @param because why it is not the direct supervisor, null where it is
     */
    record Choice(@Nullable StaffId supervisor, @Nullable String because) {}

    private record Candidate(String id, @Nullable String refused) {}

    /**
     * The first who may decide.
     *
     * @param passed who has said that it is not for them, with why
     */
    Choice choose(StaffId staff, Instant at, List<Passed> passed) {
        Set<String> reasons = new LinkedHashSet<>();
        passed.forEach(one -> reasons.add(one.because()));
        for (Candidate candidate : list(staff, at)) {
            if (passed.stream().anyMatch(one -> one.supervisor().value().equals(candidate.id()))) {
                continue;
            }
            if (candidate.refused() == null) {
                return new Choice(new StaffId(candidate.id()), because(reasons));
            }
            reasons.add(candidate.refused());
        }
        return new Choice(null, because(reasons));
    }

    /** A supervisor who has said that it is not for them. */
    record Passed(StaffId supervisor, String because) {}

    private List<Candidate> list(StaffId staff, Instant at) {
        return new ArrayList<>(jdbc.sql(LINE)
                .param("force", force.id())
                .param("staff", staff.value())
                .param("at", Timestamp.from(at))
                .query((row, n) -> new Candidate(row.getString("id"), row.getString("refused")))
                .list());
    }

    private static @Nullable String because(Set<String> reasons) {
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }
}
