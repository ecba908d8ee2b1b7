package uk.propercourse.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tokens of feeds and readers. Only the SHA-256 of a token is stored: a secret of 256 random bits needs no salt. */
@Service
public class ApiTokens {

    private static final String SCOPE =
            "events:(\\*|[^\\s:]{1,64})|context:(\\*|[a-z_]{1,40})|read:(flags|verdicts|ledger)";

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether that is a scope of the contract. */
    public static boolean isScope(String text) {
        return text.matches(SCOPE);
    }

    /**
     * Creates a token.
     *
     * @return the token itself, which cannot be had again
     * @throws TokenNameTakenException when there is one of that name
     */
    public String create(String name, List<String> scopes) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = "pc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        int created = jdbc.sql("""
                        insert into security.api_token (id, name, secret_hash, scopes, created_at)
                        values (:id, :name, :hash, :scopes, :now) on conflict (name) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("hash", hash(token))
                .param("scopes", scopes.toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (created == 0) {
            throw new TokenNameTakenException(name);
        }
        return token;
    }

    /** A token's name and scopes. */
    public record ApiToken(String name, List<String> scopes) {

        /** Copies the scopes. */
        public ApiToken {
            scopes = List.copyOf(scopes);
        }

        /** Whether it covers the scope, by itself or by {@code group:*}. */
        public boolean covers(String scope) {
            return scopes.contains(scope) || scopes.contains(scope.substring(0, scope.indexOf(':')) + ":*");
        }
    }

    Optional<ApiToken> find(String token) {
        return jdbc.sql("""
                        update security.api_token set last_used_at = :now where secret_hash = :hash
                        returning name, scopes
                        """)
                .param("hash", hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new ApiToken(row.getString("name"), strings(row.getArray("scopes"))))
                .optional();
    }

    private static List<String> strings(Array array) throws java.sql.SQLException {
        return List.of((String[]) array.getArray());
    }

    private static byte[] hash(String token) {
        return Secrets.sha256(token.getBytes(StandardCharsets.UTF_8));
    }
}
