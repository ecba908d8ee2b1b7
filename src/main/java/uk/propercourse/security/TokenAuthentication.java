package uk.propercourse.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A request that carries a valid API token. */
public final class TokenAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient ApiTokens.ApiToken token;

    TokenAuthentication(ApiTokens.ApiToken token) {
        super(List.of(new SimpleGrantedAuthority("ROLE_TOKEN")));
        this.token = token;
        setAuthenticated(true);
    }

    /** The token's name and scopes. */
    public ApiTokens.ApiToken token() {
        return token;
    }

    /**
     * Demands a scope.
     *
     * @throws ScopeMissingException when the token does not cover it
     */
    public void require(String scope) {
        if (!token.covers(scope)) {
            throw new ScopeMissingException(scope);
        }
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return token.name();
    }
}
