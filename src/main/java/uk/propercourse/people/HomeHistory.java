package uk.propercourse.people;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.ContextReceived;
import uk.propercourse.kernel.Force;

/** Remembers every home that HR ever gave for a person. */
@Component
class HomeHistory {

    private final JdbcClient jdbc;
    private final Force force;

    HomeHistory(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @EventListener
    @Transactional
    public void on(ContextReceived received) {
        if (!received.kind().equals("staff")) {
            return;
        }
        jdbc.sql("""
                        insert into people.home (force_id, staff_id, address_key, postcode_key, first_received_at)
                        select force_id, staff_id, address_key, postcode_key, received_at from people.staff
                        where force_id = :force and address_key is not null and postcode_key is not null
                        on conflict do nothing
                        """).param("force", force.id()).update();
    }
}
