package uk.propercourse.security;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.WebOnly;

/** The users of this application. */
@Service
@WebOnly
public class UserAccounts implements UserDetailsService {

    private final AppUserRepository users;
    private final PasswordEncoder passwords;
    private final Clock clock;

    UserAccounts(AppUserRepository users, PasswordEncoder passwords, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** A demonstration account, as the sign-in page lists it. */
    public record Demonstration(String username, String role) {}

    @Override
    @Transactional(readOnly = true)
    public UserDetails loadUserByUsername(String username) {
        return users.findByUsername(username)
                .map(AppUser::signedIn)
                .orElseThrow(() -> new UsernameNotFoundException("no such user"));
    }

    /** Whether anybody can sign in yet. */
    @Transactional(readOnly = true)
    public boolean isEmpty() {
        return users.count() == 0;
    }

    /** The demonstration accounts: none outside a demonstration. */
    @Transactional(readOnly = true)
    public List<Demonstration> listDemonstration() {
        return users.findByDemonstrationTrueOrderByUsername().stream()
                .map(user -> new Demonstration(
                        user.username(), user.roles().iterator().next().label()))
                .toList();
    }

    /** A user as others choose them from a list. */
    public record Colleague(String username, String displayName) {}

    /** Those of Professional Standards who can sign in, by name. */
    @Transactional(readOnly = true)
    public List<Colleague> listProfessionalStandards() {
        return users.findByEnabledTrueOrderByDisplayName().stream()
                .map(AppUser::signedIn)
                .filter(SignedInUser::isProfessionalStandards)
                .map(user -> new Colleague(user.getUsername(), user.getDisplayName()))
                .toList();
    }

    /** Creates the demonstration account of a role unless it is there. */
    @Transactional
    public void ensureDemonstration(
            String username, String displayName, String password, Role role, @Nullable String staffId) {
        if (users.findByUsername(username).isEmpty()) {
            users.save(new AppUser(
                    username,
                    displayName,
                    String.valueOf(passwords.encode(password)),
                    Set.of(role),
                    staffId,
                    true,
                    clock.instant()));
        }
    }

    /** Creates the first administrator; called with a valid set-up link only. */
    @Transactional
    void createFirstAdministrator(String username, String displayName, String password) {
        users.save(new AppUser(
                username,
                displayName,
                String.valueOf(passwords.encode(password)),
                Set.of(Role.FORCE_ADMIN),
                null,
                false,
                clock.instant()));
    }
}
