package uk.propercourse.security;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.WebOnly;

/** The one-time link that creates the first administrator of an installation without users. */
@Service
@WebOnly
public class SetupLink {

    private final JdbcClient jdbc;
    private final UserAccounts users;
    private final Clock clock;

    SetupLink(JdbcClient jdbc, UserAccounts users, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.clock = clock;
    }

    /** Makes a new link's secret; links made before stop working. */
    @Transactional
    public String create() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        jdbc.sql("delete from security.setup_link where used_at is null").update();
        jdbc.sql("insert into security.setup_link (secret_hash, created_at) values (:hash, :now)")
                .param("hash", hash(secret))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return secret;
    }

    /** Whether the secret is that of the unused link and nobody can sign in yet. */
    @Transactional(readOnly = true)
    public boolean isValid(String secret) {
        return users.isEmpty()
                && jdbc.sql(
                                "select exists (select from security.setup_link where secret_hash = :hash and used_at is null)")
                        .param("hash", hash(secret))
                        .query(Boolean.class)
                        .single();
    }

    /**
     * Uses the link up and creates the first administrator.
     *
     * @return false when the link is not valid, or was used in the meantime
     */
    @Transactional
    public boolean use(String secret, String username, String displayName, String password) {
        if (!isValid(secret)) {
            return false;
        }
        int used = jdbc.sql(
                        "update security.setup_link set used_at = :now where secret_hash = :hash and used_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("hash", hash(secret))
                .update();
        if (used == 1) {
            users.createFirstAdministrator(username, displayName, password);
        }
        return used == 1;
    }

    private static byte[] hash(String secret) {
        return Secrets.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }
}
