package uk.propercourse.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.FeedColumn;
import uk.propercourse.ledger.LeafHasher;

class EventEncodingTests {

    private static final HexFormat HEX = HexFormat.of();

    /** Made apart from this code, by the description in docs/ledger.md. A change would break every stored proof. */
    private static final String INPUT = "0106414343455353000102030405060708090a0b0c0d0e0f"
            + "00000002000100000010019cabdb7808860895401e87720f4026000000080002eee9eb8b8000"
            + "000000100000000000004000800000000000000100000003504e430000000c504e432d3030303030303031"
            + "00000006503030323136000000080002eee9eba26360000000045649455700000006504552534f4e"
            + "0000000750303038303338ffffffff000000013900000005636166c3a9ffffffff000000025431ffffffff"
            + "00000000000000080000000000000003ffffffff";

    private static final String HASH = "91136dd3e96e91e0164f62535dfd6d7c4389632e3d9281e5d7661c53adeccb2a";

    private static final Object[] VALUES = {
        (short) 1,
        UUID.fromString("019cabdb-7808-8608-9540-1e87720f4026"),
        Instant.parse("2026-03-01T00:00:00Z"),
        UUID.fromString("00000000-0000-4000-8000-000000000001"),
        "PNC",
        "PNC-00000001",
        "P00216",
        Instant.parse("2026-03-01T00:00:01.500Z"),
        "VIEW",
        "PERSON",
        "P008038",
        null,
        "9",
        "caf\u00e9",
        null,
        "T1",
        null,
        "",
        3L,
        null
    };

    private static byte[] nonce() {
        byte[] nonce = new byte[LeafHasher.NONCE];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) i;
        }
        return nonce;
    }

    @Test
    void encodesEveryColumnOfTheFeedInItsOrder() {
        assertThat(EventEncoding.AS_SENT)
                .isEqualTo(AccessFeed.COLUMNS.stream().map(FeedColumn::name).toList());
    }

    @Test
    void keepsItsGoldenBytes() {
        CopyBuffer row = new CopyBuffer();
        row.value(nonce());
        int start = row.position();
        for (Object value : VALUES) {
            row.value(value);
        }
        byte[] content = Arrays.copyOfRange(row.bytes(), start, row.position());
        LeafHasher hasher = new LeafHasher(EventEncoding.KIND);
        assertThat(HEX.formatHex(hasher.input(nonce(), content))).isEqualTo(INPUT);
        assertThat(HEX.formatHex(hasher.hash(nonce(), content))).isEqualTo(HASH);
        int salt = start - LeafHasher.NONCE;
        assertThat(HEX.formatHex(hasher.hashSalted(row.bytes(), salt, row.position() - salt)))
                .isEqualTo(HASH);
    }

    @Test
    void readsWhatItWrote() {
        EventEncoding.Decoded event = EventEncoding.decode(HEX.parseHex(INPUT), EventEncoding.CONTENT_START);
        assertThat(event.text("event_id")).isEqualTo("PNC-00000001");
        assertThat(event.text("occurred_at")).isEqualTo("2026-03-01T00:00:01.500Z");
        assertThat(event.text("reason_text")).isEqualTo("caf\u00e9");
        assertThat(event.text("result_count")).isEqualTo("3");
        assertThat(event.text("case_ref")).isNull();
    }
}
