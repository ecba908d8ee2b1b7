package uk.propercourse.access;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;

/** Single events of the log. */
@Service
@WebOnly
@Transactional(readOnly = true)
public class AccessLog {

    private final AccessEventRepository events;
    private final Force force;

    AccessLog(AccessEventRepository events, Force force) {
        this.events = events;
        this.force = force;
    }

    /** The event of that system and identifier. */
    public Optional<AccessEvent> find(String systemCode, String eventId) {
        return events.findByKeyForceIdAndSystemCodeAndEventId(force.id(), systemCode, eventId);
    }
}
