package uk.propercourse.explanation;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.EventsErased;
import uk.propercourse.kernel.Force;

/** Takes away what was inferred of an event whose content was lawfully erased. */
@Component
class VerdictErasure {

    private static final List<String> TABLES = List.of(
            "access.arrival",
            "explanation.settling",
            "explanation.provisional",
            "explanation.product",
            "explanation.earlier_verdict",
            "explanation.unexplained",
            "explanation.verdict");

    private final JdbcClient jdbc;
    private final Force force;

    VerdictErasure(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EventsErased erased) {
        for (String table : TABLES) {
            jdbc.sql("delete from " + table + " where force_id = :force and event_key in (:keys)")
                    .param("force", force.id())
                    .param("keys", erased.eventKeys())
                    .update();
        }
    }
}
