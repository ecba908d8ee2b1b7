package uk.propercourse.rules;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** Takes findings away when the content of their events is lawfully erased. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class FindingWithdrawal {

    private final JdbcClient jdbc;
    private final Force force;
    private final TouchedStories touched;

    FindingWithdrawal(JdbcClient jdbc, Force force, TouchedStories touched) {
        this.jdbc = jdbc;
        this.force = force;
        this.touched = touched;
    }

    /** Deletes the findings of those events; the stories they belonged to are then in {@code touched}. */
    public void delete(Collection<UUID> eventKeys) {
        touched.begin();
        jdbc.sql("""
                        with gone as (
                          delete from rules.finding where force_id = :force and event_key in (:keys)
                          returning staff_id, story)
                        insert into touched select distinct staff_id, story from gone
                        """).param("force", force.id()).param("keys", eventKeys).update();
    }
}
