package uk.propercourse.casework;

import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.ContextReceived;
import uk.propercourse.kernel.Force;

/**
 * Keeps what is derived from people and records in step with them: surname frequencies, own person records and the records
 * that may have to do with a member of staff in person. One batch at a time, as files of context are loaded side by side.
 */
@Component
class CaseworkUpkeep {

    /** The feeds that say which records have to do with a member of staff in person. */
    private static final Set<String> PERSONAL = Set.of("records", "staff", "associations", "record_relations");

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
        if (PERSONAL.contains(received.kind())) {
            findPersonalRecords();
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

    /** Writes only what has changed, which most batches do little of. */
    private void findPersonalRecords() {
        jdbc.sql("""
                        with now as materialized (
                          select staff_id, record_type, record_id, own from casework.personal_record_now where force_id = :force
                        ), gone as (
                          delete from casework.personal_record p
                          where p.force_id = :force and not exists (
                            select from now n where n.staff_id = p.staff_id and n.record_id = p.record_id
                              and n.record_type = p.record_type)
                        )
                        insert into casework.personal_record as known (force_id, staff_id, record_type, record_id, own)
                        select :force, staff_id, record_type, record_id, own from now
                        on conflict on constraint personal_record_pkey do update set own = excluded.own
                        where known.own <> excluded.own
                        """).param("force", force.id()).update();
    }
}
