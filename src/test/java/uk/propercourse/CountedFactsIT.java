package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import uk.propercourse.explanation.Recall;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.facts.Vocabulary;

/**
 * Facts that count over what a person did, which SQL reads in one pass, beside the same counted look by look from their
 * meanings. Looks lie three hours apart on a grid that begins at a London midnight, so that ends of days and spans are met
 * exactly.
 */
class CountedFactsIT extends IntegrationTest {

    private static final long SEED = 20_261_129;
    private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
    private static final int DAYS = 100;
    private static final int LOOKS = 900;
    private static final List<String> FACTS = List.of(
            "history.unexplained_looks",
            "history.unexplained_days",
            "volume.unexplained_today",
            "volume.unexplained_month",
            "subject.unexplained_viewers",
            "session.explained_before",
            "pattern.unrelated_reference_days",
            "pattern.fresh_cases",
            "pattern.vulnerable_revisited");

    private final Random random = new Random(SEED);
    private final Map<String, Instant> opened = new TreeMap<>();
    private final List<Link> links = new ArrayList<>();

    @Autowired
    Recall recall;

    @Autowired
    JdbcClient client;

    @Autowired
    TransactionTemplate transaction;

    private record Link(String caseRef, String record, Instant at) {}

    private record Look(
            UUID key, String staff, Instant at, String record, String caseRef, boolean explained, Instant knownAt) {

        LocalDate day() {
            return London.day(at);
        }

        boolean isSince(Look other, Duration span) {
            return !at.isBefore(other.at.minus(span)) && !at.isAfter(other.at);
        }
    }

    /** Three people on different units, none of whom any case is assigned to but one of the first. */
    private void force() {
        context("units", "unit_id,name,kind", "U1,One,RESPONSE", "U2,Two,RESPONSE", "U3,Three,RESPONSE", "U9,Nine,CID");
        context(
                "staff",
                "staff_id,kind,first_name,last_name,date_of_birth",
                "S1,OFFICER,F1,L1,1980-01-05",
                "S2,OFFICER,F2,L2,1981-01-05",
                "S3,OFFICER,F3,L3,1982-01-05",
                "S9,OFFICER,F9,L9,1983-01-05");
        context(
                "postings",
                "staff_id,from,unit_id,role",
                "S1,2025-01-01T00:00:00Z,U1,RESPONSE",
                "S2,2025-01-01T00:00:00Z,U2,RESPONSE",
                "S3,2025-01-01T00:00:00Z,U3,RESPONSE",
                "S9,2025-01-01T00:00:00Z,U9,CID");
        context(
                "accounts",
                "system_code,account_id,from,staff_id",
                "RMS,a1,2025-01-01T00:00:00Z,S1",
                "RMS,a2,2025-01-01T00:00:00Z,S2",
                "RMS,a3,2025-01-01T00:00:00Z,S3");
        for (int i = 0; i < 8; i++) {
            context("records", "record_type,record_id,markers", "PERSON,R%d,%s".formatted(i, i < 5 ? "DA_VICTIM" : ""));
        }
        context("record_relations", "from_type,from_id,to_type,to_id,relation", "PERSON,R1,PERSON,R2,ASSOCIATE");
        aCase("OWN", START.minus(Duration.ofDays(1)), "S1");
        link("OWN", "R7", START);
        for (int i = 0; i < 60; i++) {
            Instant from = moment();
            aCase("C" + i, from, "S9");
            // Some on the spot, some so late that what is judged three days after a look does not know it yet.
            link("C" + i, "R" + random.nextInt(7), from.plus(Duration.ofHours(12L * random.nextInt(10))));
        }
    }

    private void aCase(String ref, Instant from, String staff) {
        opened.put(ref, from);
        context("cases", "case_ref,kind,opened_at", "%s,CRIME,%s".formatted(ref, from));
        context(
                "case_assignments",
                "case_ref,from,role,staff_id,recorded_at,recorded_by",
                "%1$s,%2$s,OIC,%3$s,%2$s,S9".formatted(ref, from, staff));
    }

    private void link(String ref, String record, Instant at) {
        links.add(new Link(ref, record, at));
        context(
                "case_links",
                "case_ref,record_type,record_id,linked_at,recorded_by,role",
                "%s,PERSON,%s,%s,S9,SUSPECT".formatted(ref, record, at));
    }

    private Instant moment() {
        return START.plus(Duration.ofHours(3L * random.nextInt(DAYS * 8)));
    }

    private List<Look> looks() {
        String lines = Stream.generate(() -> "%s,VIEW,PERSON,R%d,%s"
                        .formatted(moment(), random.nextInt(8), random.nextBoolean() ? "C" + random.nextInt(60) : ""))
                .limit(LOOKS)
                .map(line -> "a%d,%s".formatted(1 + random.nextInt(3), line))
                .collect(Collectors.joining("\n"));
        int[] number = {0};
        context(
                "access",
                "system_code,event_id,account_id,occurred_at,action,record_type,record_id,case_ref",
                lines.lines().map(line -> "RMS,E" + number[0]++ + "," + line).collect(Collectors.joining("\n")));
        evaluation.evaluate(START.plus(Duration.ofDays(DAYS + 8)), (done, left) -> {});
        return jdbc.query("""
                select * from explanation.verdict v join access.access_event e
                  using (force_id, event_key, occurred_at) order by occurred_at, event_key
                """, (row, n) -> look(row));
    }

    private static Look look(ResultSet row) throws SQLException {
        return new Look(
                row.getObject("event_key", UUID.class),
                row.getString("staff_id"),
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("record_id"),
                Objects.requireNonNullElse(row.getString("case_ref"), ""),
                row.getBoolean("explained"),
                row.getTimestamp("evaluated_at").toInstant());
    }

    @Test
    void countsAsThoughLookByLook() {
        force();
        List<Look> looks = looks();
        List<Look> unexplained =
                looks.stream().filter(look -> !look.explained()).toList();
        assertThat(unexplained).hasSizeBetween(LOOKS / 2, LOOKS - 10);

        Map<UUID, List<Long>> read = new HashMap<>();
        transaction.executeWithoutResult(status -> {
            recall.period(START, START.plus(Duration.ofDays(DAYS)), false, "true");
            client.sql(Vocabulary.assemble(
                            FACTS.stream()
                                    .map(name -> Vocabulary.find(name).orElseThrow())
                                    .toList(),
                            "true"))
                    .param("force", 1)
                    .query((RowCallbackHandler) row -> read.put(row.getObject("event_key", UUID.class), values(row)));
        });

        assertThat(read).hasSize(LOOKS);
        for (Look look : looks) {
            List<Long> counted =
                    look.explained() ? FACTS.stream().map(fact -> 0L).toList() : count(look, looks, unexplained);
            assertThat(read.get(look.key()))
                    .as("%s of %s, seed %d", FACTS, look, SEED)
                    .isEqualTo(counted);
        }
        for (int i = 0; i < FACTS.size(); i++) {
            int fact = i;
            assertThat(read.values().stream().map(values -> values.get(fact)).distinct())
                    .as("values of " + FACTS.get(i))
                    .hasSizeGreaterThan(2);
        }
    }

    private static List<Long> values(ResultSet row) throws SQLException {
        List<Long> values = new ArrayList<>();
        for (String fact : FACTS) {
            values.add(row.getLong(Vocabulary.find(fact).orElseThrow().column()));
        }
        return values;
    }

    private List<Long> count(Look look, List<Look> looks, List<Look> unexplained) {
        List<Look> own =
                unexplained.stream().filter(l -> l.staff().equals(look.staff())).toList();
        List<Look> same = own.stream()
                .filter(l -> l.record().equals(look.record()) && !l.at().isAfter(look.at()))
                .toList();
        return List.of(
                (long) same.size(),
                days(same.stream()),
                records(own.stream().filter(l -> l.day().equals(look.day()) && !l.at().isAfter(look.at()))),
                records(own.stream().filter(l -> l.isSince(look, Duration.ofDays(28)))),
                unexplained.stream()
                        .filter(l ->
                                l.record().equals(look.record()) && !l.staff().equals(look.staff()))
                        .filter(l -> !l.day().isBefore(look.day().minusDays(7))
                                && l.day().isBefore(look.day()))
                        .map(Look::staff)
                        .distinct()
                        .count(),
                looks.stream()
                        .filter(l -> l.explained() && l.staff().equals(look.staff()))
                        .filter(l -> l.isSince(look, Duration.ofHours(9)))
                        .count(),
                days(same.stream().filter(l -> l.isSince(look, Duration.ofDays(60)) && isUnrelated(l.caseRef(), look))),
                records(own.stream().filter(l -> l.isSince(look, Duration.ofDays(28)) && isFresh(l, look))),
                own.stream()
                        .filter(l -> l.isSince(look, Duration.ofDays(60))
                                && l.record().compareTo("R5") < 0)
                        .collect(Collectors.groupingBy(Look::record))
                        .values()
                        .stream()
                        .filter(revisits -> days(revisits.stream()) >= 2)
                        .count());
    }

    private static long days(Stream<Look> looks) {
        return looks.map(Look::day).distinct().count();
    }

    private static long records(Stream<Look> looks) {
        return looks.map(Look::record).distinct().count();
    }

    private boolean isUnrelated(String caseRef, Look look) {
        Set<String> related = Set.of("R1", "R2").contains(look.record()) ? Set.of("R1", "R2") : Set.of(look.record());
        return opened.containsKey(caseRef)
                && links.stream()
                        .noneMatch(link -> link.caseRef().equals(caseRef)
                                && related.contains(link.record())
                                && !link.at().isAfter(look.knownAt()));
    }

    private boolean isFresh(Look other, Look look) {
        return links.stream().anyMatch(link -> {
            Instant from = Objects.requireNonNull(opened.get(link.caseRef()));
            return link.record().equals(other.record())
                    && !link.at().isAfter(look.knownAt())
                    && !from.isAfter(other.at())
                    && !from.isBefore(other.at().minus(Duration.ofDays(3)));
        });
    }
}
