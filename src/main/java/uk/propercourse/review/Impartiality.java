package uk.propercourse.review;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;

/** Whether a colleague of Professional Standards may be given a matter about a person. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class Impartiality {

    private static final String CONFLICT = """
                        select case
                          when not u.enabled or not u.roles && array['PSD_INVESTIGATOR', 'PSD_MANAGER']
                            then 'they do not work in Professional Standards'
                          when u.staff_id = :staff then 'it is about themselves'
                          when exists (
                            select from people.association d join casework.own_record o on o.force_id = d.force_id
                              and d.record_type = 'PERSON' and o.record_id = d.record_id
                            where d.force_id = :force
                              and (d.staff_id, o.staff_id) in ((u.staff_id, :staff), (:staff, u.staff_id)))
                            then 'an association is declared'
                          when exists (
                            select from people.posting p where p.force_id = :force and p.valid_to is null
                              and (p.staff_id, p.supervisor_id) in ((u.staff_id, :staff), (:staff, u.staff_id)))
                            then 'one of the two answers for the other'
                          when exists (
                            select from review.compartment c where c.force_id = :force and c.staff_id = :staff
                              and c.ended_at is null and not exists (
                                select from review.compartment_reader r
                                where r.compartment_id = c.compartment_id and r.user_id = u.id))
                            then 'the matter is covert and they are not among its readers'
                          end
                        from security.app_user u where u.username = :user
                        """;

    private final JdbcClient jdbc;
    private final Force force;

    Impartiality(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** Why the colleague cannot have it, as the end of a sentence; empty where nothing is known against it. */
    @Transactional(readOnly = true)
    public Optional<String> findConflict(StaffId person, String username) {
        return jdbc.sql(CONFLICT)
                .param("force", force.id())
                .param("staff", person.value())
                .param("user", username)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .orElse(Optional.of("there is no such user"));
    }
}
