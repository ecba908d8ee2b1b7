package uk.propercourse.security;

import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import uk.propercourse.kernel.StaffId;

/** The user of this request, as pages and services are given it. */
public final class SignedInUser implements UserDetails, Serializable {

    private static final long serialVersionUID = 1;

    private final UUID id;
    private final String username;
    private final String displayName;
    private final String passwordHash;
    private final @Nullable String staffId;
    private final Set<Role> roles;
    private final boolean enabled;

    SignedInUser(
            UUID id,
            String username,
            String displayName,
            String passwordHash,
            @Nullable String staffId,
            Set<Role> roles,
            boolean enabled) {
        this.id = id;
        this.username = username;
        this.displayName = displayName;
        this.passwordHash = passwordHash;
        this.staffId = staffId;
        this.roles = Set.copyOf(roles);
        this.enabled = enabled;
    }

    /** Identifies the user for ever. */
    public UUID id() {
        return id;
    }

    /** The name to show. */
    public String getDisplayName() {
        return displayName;
    }

    /** Who the user is on the HR feed: nobody sees flags about themselves. */
    public Optional<StaffId> staffId() {
        return Optional.ofNullable(staffId).map(StaffId::new);
    }

    /** What the user is here for. */
    public Set<Role> roles() {
        return roles;
    }

    /** Whether the user works in Professional Standards. */
    public boolean isProfessionalStandards() {
        return roles.contains(Role.PSD_INVESTIGATOR) || roles.contains(Role.PSD_MANAGER);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    @Override
    public String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }
}
