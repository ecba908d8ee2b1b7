package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import uk.propercourse.intake.Receipt;

/** The sample's accesses with 200 rows damaged in 20 ways: every good row loads, every bad one is explained. */
class DamagedForceIT extends IntegrationTest {

    private static final int EACH = 10;

    /** A way to damage a row and what the quarantine says of it; null where the row is accepted all the same. */
    private record Damage(String name, UnaryOperator<String> damage, String reason) {}

    private static String field(String row, int place, String value) {
        String[] fields = row.split(",", -1);
        fields[place] = value;
        return String.join(",", fields);
    }

    private static final List<Damage> DAMAGES = List.of(
            new Damage(
                    "time without offset",
                    row -> field(row, 3, "2026-03-02T00:03:33"),
                    "expected a time with an offset"),
            new Damage("time that cannot be", row -> field(row, 3, "2026-02-30T00:00:00Z"), "expected a time"),
            new Damage("spreadsheet time", row -> field(row, 3, "02/03/2026 00:03"), "expected a time"),
            new Damage("empty time", row -> field(row, 3, ""), "occurred_at is empty"),
            new Damage("time out of range", row -> field(row, 3, "9999-12-31T00:00:00Z"), "outside the years"),
            new Damage("unknown action", row -> field(row, 4, "PEEK"), "action is 'PEEK'"),
            new Damage("lower-case action", row -> field(row, 4, "view"), "action is 'view'"),
            new Damage("unknown record type", row -> field(row, 5, "HORSE"), "record_type is 'HORSE'"),
            new Damage("no account", row -> field(row, 2, ""), "account_id is empty"),
            new Damage("no event id", row -> field(row, 1, ""), "event_id is empty"),
            new Damage("no system", row -> field(row, 0, ""), "system_code is empty"),
            new Damage("missing field", row -> row.substring(0, row.lastIndexOf(',')), "fields, the header has 16"),
            new Damage("field too many", row -> row + ",extra", "fields, the header has 16"),
            new Damage("1 MB field", row -> field(row, 9, "x".repeat(1 << 20)), "1048576 characters long"),
            new Damage("identifier too long", row -> field(row, 6, "P".repeat(65)), "65 characters long"),
            new Damage("NUL byte", row -> field(row, 9, "a\0b"), "NUL byte"),
            new Damage("broken quote", row -> field(row, 9, "\"open"), "quote is opened and not closed"),
            new Damage("bad UTF-8", row -> field(row, 9, "\uE000"), "not UTF-8"),
            new Damage("text for a number", row -> field(row, 14, "many"), "expected a whole number"),
            new Damage("conflicting duplicate", row -> field(row, 9, "another reason"), "conflict"));

    @Test
    void loadsEveryGoodRowAndExplainsEveryBadOne() {
        String[] lines = new String(unpacked("/sample-force/access.csv.gz"), StandardCharsets.UTF_8).split("\n");
        List<String> rows = new ArrayList<>(List.of(lines).subList(1, 6_001));
        int good = rows.size();
        Random random = new Random(7);
        for (Damage damage : DAMAGES) {
            for (int i = 0; i < EACH; i++) {
                int place = random.nextInt(rows.size());
                String copy = lines[1 + random.nextInt(good)];
                String own = damage.name().startsWith("conflicting")
                        ? copy
                        : field(copy, 1, "BAD-" + damage.name().hashCode() + "-" + i);
                rows.add(
                        damage.name().startsWith("conflicting") ? rows.size() : place,
                        damage.damage().apply(own));
            }
        }
        rows.add(0, lines[0]);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (String row : rows) {
            byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
            // U+E000 stands for a lone continuation byte.
            file.writeBytes(
                    row.indexOf('\uE000') < 0
                            ? bytes
                            : row.replace("\uE000", "\u00FF").getBytes(StandardCharsets.ISO_8859_1));
            file.write('\n');
        }

        Receipt receipt = load("access", new ByteArrayInputStream(file.toByteArray()));

        assertThat(receipt.received()).isEqualTo(good + 200L);
        assertThat(receipt.quarantined()).isEqualTo(200);
        assertThat(receipt.accepted()).isEqualTo(good);
        assertThat(count("select count(*) from access.access_event")).isEqualTo(good);
        for (Damage damage : DAMAGES) {
            assertThat(count(
                            "select count(*) from intake.quarantine where batch_id = ? and position(? in reason) > 0",
                            receipt.batchId(),
                            damage.reason()))
                    .as(damage.name())
                    .isGreaterThanOrEqualTo(EACH);
        }
        assertThat(count(
                        "select count(*) from intake.quarantine where batch_id = ? and (line < 2 or length(original) = 0)",
                        receipt.batchId()))
                .isZero();
        assertThat(count("select max(length(original)) from intake.quarantine where batch_id = ?", receipt.batchId()))
                .isGreaterThan(1 << 20);
    }
}
