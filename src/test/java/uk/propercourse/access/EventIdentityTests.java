package uk.propercourse.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdentityTests {

    private static final Instant AT = Instant.parse("2026-03-02T00:03:33Z");
    private final EventIdentity identity = new EventIdentity();

    @Test
    void makesAVersion8KeyThatStartsWithTheTimeInMilliseconds() {
        UUID key = identity.key("PNC", "PNC-00000001", AT);
        assertThat(key.version()).isEqualTo(8);
        assertThat(key.variant()).isEqualTo(2);
        assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void makesTheSameKeyForTheSameEventAndAnotherForAnother() {
        UUID key = identity.key("PNC", "1", AT);
        assertThat(identity.key("PNC", "1", AT)).isEqualTo(key);
        assertThat(identity.key("PNC", "2", AT)).isNotEqualTo(key);
        assertThat(identity.key("PN", "C1", AT)).isNotEqualTo(identity.key("PNC", "1", AT));
    }

    /** Computed apart from this code and kept: a change would make every event sent again a conflict. */
    @Test
    void keepsItsGoldenValues() {
        assertThat(identity.key("PNC", "PNC-00000001", AT)).hasToString("019cabdb-7808-8608-9540-1e87720f4026");
    }
}
