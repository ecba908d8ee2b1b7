package uk.propercourse.review;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.EventsErased;
import uk.propercourse.kernel.Force;

/** Takes away what people wrote about a drawn access whose content was lawfully erased. */
@Component
class SampleErasure {

    private final JdbcClient jdbc;
    private final Force force;

    SampleErasure(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EventsErased erased) {
        jdbc.sql("delete from review.sample_access where force_id = :force and event_key in (:keys)")
                .param("force", force.id())
                .param("keys", erased.eventKeys())
                .update();
    }
}
