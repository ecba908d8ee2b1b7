package uk.propercourse.investigation;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface InvestigationRepository extends Repository<Investigation, UUID> {

    Investigation save(Investigation investigation);

    void flush();

    Optional<Investigation> findByInvestigationId(UUID id);
}
