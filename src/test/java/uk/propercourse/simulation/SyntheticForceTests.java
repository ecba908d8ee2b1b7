package uk.propercourse.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticForceTests {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

    private static Path force(Path folder, long seed) {
        SyntheticForce.write(folder, new SyntheticForce.Parameters(120, 21, seed, false, 1, FIRST), day -> {});
        return folder;
    }

    private static List<NamedCsvRecord> rows(Path folder, String file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file + ".csv"))) {
            return reader.stream().toList();
        }
    }

    @Test
    void isTheSameForTheSameSeedOnly(@TempDir Path folder) throws IOException {
        Path one = force(folder.resolve("one"), 1);
        Path again = force(folder.resolve("again"), 1);
        Path other = force(folder.resolve("other"), 2);
        for (String file : List.of("access.csv", "truth.csv", "case_links.csv", "staff.csv")) {
            assertThat(Files.mismatch(one.resolve(file), again.resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
            assertThat(Files.mismatch(one.resolve(file), other.resolve(file)))
                    .as(file)
                    .isNotEqualTo(-1);
        }
    }

    @Test
    void refusesMoreMisuseThanThereArePeople(@TempDir Path folder) {
        assertThatThrownBy(() -> SyntheticForce.write(
                        folder, new SyntheticForce.Parameters(40, 14, 1, false, 9, FIRST), day -> {}))
                .isInstanceOf(TooManyScenariosException.class)
                .hasMessageContaining("too few people on shifts");
    }

    @Test
    void hasNoMisuseWhereNoneIsAskedFor(@TempDir Path folder) throws IOException {
        SyntheticForce.write(folder, new SyntheticForce.Parameters(60, 14, 1, false, 0, FIRST), day -> {});
        assertThat(rows(folder, "truth")).isEmpty();
    }

    @Test
    void labelsOnlyWhatIsThereAndHasManyKinds(@TempDir Path folder) throws IOException {
        force(folder, 3);
        Map<String, String> holders = new HashMap<>();
        rows(folder, "accounts")
                .forEach(row -> holders.put(
                        row.getField("system_code") + row.getField("account_id"), row.getField("staff_id")));
        Map<String, String> who = new HashMap<>();
        rows(folder, "access")
                .forEach(row -> who.put(
                        row.getField("event_id"),
                        holders.get(row.getField("system_code") + row.getField("account_id"))));
        Set<String> kinds = new TreeSet<>();
        for (NamedCsvRecord label : rows(folder, "truth")) {
            kinds.add(label.getField("typology"));
            assertThat(who).containsEntry(label.getField("event_id"), label.getField("staff_id"));
        }
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(18);
        assertThat(who).hasSizeGreaterThan(3_000);
    }

    @Test
    void namesNoRecordThatTheForceDoesNotHold(@TempDir Path folder) throws IOException {
        force(folder, 4);
        Set<String> records = new HashSet<>();
        rows(folder, "records").forEach(row -> records.add(row.getField("record_id")));
        rows(folder, "cases").forEach(row -> records.add(row.getField("case_ref")));
        Set<String> named = new HashSet<>();
        rows(folder, "access").forEach(row -> named.add(row.getField("record_id")));
        rows(folder, "case_links").forEach(row -> named.add(row.getField("record_id")));
        named.removeAll(records);
        assertThat(named).isEmpty();
        assertThat(records).hasSizeGreaterThan(120 * SyntheticForce.PEOPLE_FOR_EACH / 2);
    }

    @Test
    void refusesAForceThatIsTooSmall() {
        assertThatThrownBy(() -> new SyntheticForce.Parameters(10, 21, 1, false, 1, FIRST))
                .hasMessageContaining("at least 40 staff");
    }
}
