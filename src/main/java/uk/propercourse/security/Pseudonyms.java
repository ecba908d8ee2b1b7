package uk.propercourse.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.StaffId;

/**
 * Short, sayable, stable names for members of staff, shown until somebody gives a reason to see the real one. Made with
 * HMAC-SHA-256 under a secret of the installation, so that a list of staff numbers does not undo them.
 */
@Service
public class Pseudonyms {

    /** Crockford's alphabet without the letters that are mistaken for digits or said alike. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 5;

    private final JdbcClient jdbc;
    private final AtomicReference<byte[]> secret = new AtomicReference<>();

    Pseudonyms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The pseudonym of a member of staff, such as {@code 7F3KQ}. */
    public String of(StaffId staff) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret(), "HmacSHA256"));
            byte[] hash = mac.doFinal(staff.value().getBytes(StandardCharsets.UTF_8));
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                name.append(ALPHABET.charAt(Byte.toUnsignedInt(hash[i]) % ALPHABET.length()));
            }
            return name.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Transactional
    byte[] secret() {
        byte[] known = secret.get();
        if (known != null) {
            return known;
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        jdbc.sql("insert into security.installation (id, pseudonym_secret) values (1, :secret) on conflict do nothing")
                .param("secret", random)
                .update();
        byte[] stored = jdbc.sql("select pseudonym_secret from security.installation where id = 1")
                .query((row, n) -> row.getBytes(1))
                .single();
        secret.set(stored);
        return stored;
    }
}
