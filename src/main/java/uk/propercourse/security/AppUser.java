package uk.propercourse.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user of this application. */
@Entity
@Table(schema = "security", name = "app_user")
class AppUser {

    @Id
    private UUID id;

    @Column(nullable = false)
    private String username;

    @Column(nullable = false)
    private String displayName;

    @Column(nullable = false)
    private String passwordHash;

    @Column(nullable = false)
    private String[] roles;

    private @Nullable String staffId;

    private boolean enabled;

    @SuppressWarnings("UnusedVariable") // Read by the repository's query alone.
    private boolean demonstration;

    @Column(nullable = false)
    private Instant createdAt;

    @Version
    private int version;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected AppUser() {}

    AppUser(
            String username,
            String displayName,
            String passwordHash,
            Set<Role> roles,
            @Nullable String staffId,
            boolean demonstration,
            Instant createdAt) {
        this.id = UUID.randomUUID();
        this.username = username;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.roles = roles.stream().map(Role::name).sorted().toArray(String[]::new);
        this.staffId = staffId;
        this.enabled = true;
        this.demonstration = demonstration;
        this.createdAt = createdAt;
    }

    SignedInUser signedIn() {
        return new SignedInUser(id, username, displayName, passwordHash, staffId, roles(), enabled);
    }

    String username() {
        return username;
    }

    Set<Role> roles() {
        return Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
