package uk.propercourse.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface JustificationRequestRepository extends Repository<JustificationRequest, UUID> {

    JustificationRequest save(JustificationRequest request);

    void flush();

    Optional<JustificationRequest> findByRequestIdAndForceId(UUID requestId, short forceId);

    List<JustificationRequest> findByForceIdAndFlagIdOrderByAskedAtDesc(short forceId, UUID flagId);

    List<JustificationRequest> findByForceIdAndIncidentIdOrderByStaffId(short forceId, UUID incidentId);

    List<JustificationRequest> findTop200ByForceIdAndStaffIdOrderByAskedAtDesc(short forceId, String staffId);

    List<JustificationRequest> findTop200ByForceIdAndSupervisorIdAndStatusOrderByAskedAt(
            short forceId, String supervisorId, RequestStatus status);

    List<JustificationRequest> findTop500ByForceIdAndClosedAtIsNullAndDueAtBeforeOrderByDueAt(
            short forceId, Instant now);
}
