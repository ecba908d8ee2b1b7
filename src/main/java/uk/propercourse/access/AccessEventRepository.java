package uk.propercourse.access;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface AccessEventRepository extends Repository<AccessEvent, AccessEvent.Key> {

    Optional<AccessEvent> findByKeyForceIdAndSystemCodeAndEventId(short forceId, String systemCode, String eventId);
}
