package uk.propercourse.security;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AppUserRepository extends Repository<AppUser, UUID> {

    AppUser save(AppUser user);

    Optional<AppUser> findByUsername(String username);

    List<AppUser> findByDemonstrationTrueOrderByUsername();

    List<AppUser> findByEnabledTrueOrderByDisplayName();

    long count();
}
