package uk.propercourse.casework;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.ContextReceived;
import uk.propercourse.kernel.Force;

/**
 * Keeps what is derived from people and records in step with them: surname frequencies and own person records. One
 * batch at a time, as files of context are loaded side by side.
 */
@Component
class CaseworkUpkeep {

    private final JdbcClient jdbc;
    private final Force force;

    CaseworkUpkeep(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @EventListener
    @Transactional
    public void on(ContextReceived received) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('casework.upkeep'), :force)")
                .param("force", force.id())
                .query()
                .singleValue();
        if (received.kind().equals("records")) {
            countSurnames();
        }
        if (received.kind().equals("records") || received.kind().equals("staff")) {
            matchOwnRecords();
        }
    }

    private void countSurnames() {
        jdbc.sql("delete from casework.surname_frequency where force_id = :force")
                .param("force", force.id())
                .update();
        jdbc.sql("""
                        insert into casework.surname_frequency (force_id, surname_key, people, share)
                        select :force, surname_key, count(*), count(*) / sum(count(*)) over ()
                        from casework.record
                        where force_id = :force and record_type = 'PERSON' and surname_key is not null
                        group by surname_key
                        """).param("force", force.id()).update();
    }

    /** Same name and date of birth; where one side has no date of birth, same name and home. */
    private void matchOwnRecords() {
        jdbc.sql("delete from casework.own_record where force_id = :force")
                .param("force", force.id())
                .update();
        jdbc.sql("""
                        insert into casework.own_record (force_id, staff_id, record_id)
                        select distinct :force, s.staff_id, r.record_id
                        from people.staff s
                        cross join lateral unnest(s.surname_key || coalesce(s.former_surname_keys, '{}')) as n (surname_key)
                        join casework.record r on r.force_id = :force and r.record_type = 'PERSON'
                          and r.surname_key = n.surname_key and r.first_key = s.first_key
                        where s.force_id = :force
                          and (r.date_of_birth = s.date_of_birth
                            or num_nonnulls(r.date_of_birth, s.date_of_birth) < 2
                              and r.address_key = s.address_key and r.postcode_key = s.postcode_key)
                        """).param("force", force.id()).update();
    }
}
