package uk.propercourse.reporting;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.reporting.ScorecardFigures.AtBudget;
import uk.propercourse.reporting.ScorecardFigures.Share;

/** Compares the flags and verdicts in the database with labels: the figures of section 4 of the feed contract. */
@Service
public class Scorecard {

    /** The default budget of dossiers a week: 7 for each 1,000 staff, one a day. */
    private static final double BUDGET_PER_STAFF = 0.007;

    private final JdbcTemplate jdbc;
    private final Force force;

    Scorecard(JdbcTemplate jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** A labelled event of a scenario. */
    private record Label(String scenario, String typology, String system, String event) {}

    /** A labelled event that is in the database. */
    private record Labelled(String scenario, String typology, Instant at, String staff, boolean explained) {}

    /** A dossier and the scenarios it holds an event of. */
    private record Dossier(String staff, LocalDate week, double score, Set<String> scenarios) {}

    /**
     * Computes the figures.
     *
     * @param truth CSV with the columns scenario_id, typology, system_code and event_id
     * @param k dossiers a week, or null for the default budget
     * @throws InvalidLabelsException when the labels cannot be read
     */
    @Transactional
    public ScorecardFigures compute(String truth, @Nullable Integer k) {
        List<Label> labels = read(truth);
        stage(labels);
        Long staffCount =
                jdbc.queryForObject("select coalesce(max(staff), 0) from people.report_headcount", Long.class);
        long staff = staffCount == null ? 0 : staffCount;
        int budget = k == null ? (int) Math.max(1, Math.round(staff * BUDGET_PER_STAFF)) : k;
        List<Labelled> labelled = listLabelled();
        List<Dossier> dossiers = listDossiers();
        return new ScorecardFigures(
                staff,
                share("v.scenario_id is null", "true"),
                share("v.scenario_id is null", "v.first_access"),
                falseExoneration(labelled),
                dossiers.size() / Math.max(1.0, days()) / Math.max(1, staff) * 1000,
                at(Math.max(1, budget / 2), dossiers, labelled),
                at(budget, dossiers, labelled),
                at(2 * budget, dossiers, labelled),
                at(budget, perfect(labelled), labelled));
    }

    private static List<Label> read(String truth) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(truth)) {
            return reader.stream()
                    .map(row -> new Label(
                            row.getField("scenario_id"),
                            row.getField("typology"),
                            row.getField("system_code"),
                            row.getField("event_id")))
                    .toList();
        } catch (java.io.IOException | RuntimeException e) {
            throw new InvalidLabelsException(String.valueOf(e.getMessage()));
        }
    }

    private void stage(List<Label> labels) {
        jdbc.execute("create temporary table if not exists label (scenario_id text, typology text, system_code text, "
                + "event_id text) on commit delete rows");
        jdbc.batchUpdate("insert into label values (?, ?, ?, ?)", labels, 1000, (statement, label) -> {
            statement.setString(1, label.scenario());
            statement.setString(2, label.typology());
            statement.setString(3, label.system());
            statement.setString(4, label.event());
        });
        jdbc.execute("create temporary table if not exists scored (event_key uuid, occurred_at timestamptz, "
                + "staff_id text, explained boolean, first_access boolean, scenario_id text, typology text) "
                + "on commit delete rows");
        jdbc.update("""
                insert into scored
                select v.event_key, v.occurred_at, v.staff_id, v.explained,
                  row_number() over (partition by v.staff_id, v.record_type, v.record_id
                    order by v.occurred_at, v.event_key) = 1,
                  l.scenario_id, l.typology
                from explanation.report_verdict v
                left join label l on l.system_code = v.system_code and l.event_id = v.event_id
                where v.force_id = ?
                """, force.id());
    }

    private Share share(String which, String also) {
        return jdbc.queryForObject(
                "select count(*) filter (where v.explained), count(*) from scored v where " + which + " and " + also,
                (row, n) -> new Share(row.getLong(1), row.getLong(2)));
    }

    private double days() {
        Long days = jdbc.queryForObject(
                "select coalesce(extract(day from max(occurred_at) - min(occurred_at)), 0)::bigint + 1 from scored",
                Long.class);
        return days == null ? 1 : days;
    }

    private List<Labelled> listLabelled() {
        return jdbc.query(
                """
                select scenario_id, typology, occurred_at, coalesce(staff_id, '') as staff_id, explained from scored
                where scenario_id is not null order by occurred_at, event_key
                """,
                (row, n) -> new Labelled(
                        row.getString("scenario_id"),
                        row.getString("typology"),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getString("staff_id"),
                        row.getBoolean("explained")));
    }

    private List<Dossier> listDossiers() {
        return jdbc.query(
                """
                select d.staff_id, d.week, max(d.dossier_score) as score,
                  array_remove(array_agg(distinct s.scenario_id), null) as scenarios
                from review.report_dossier_event d
                left join scored s on s.event_key = d.event_key and s.scenario_id is not null
                where d.force_id = ? group by 1, 2 order by 1, 2
                """,
                (row, n) -> new Dossier(
                        row.getString("staff_id"),
                        row.getDate("week").toLocalDate(),
                        row.getDouble("score"),
                        Set.of((String[]) row.getArray("scenarios").getArray())),
                force.id());
    }

    private static Map<String, Share> falseExoneration(List<Labelled> labelled) {
        return labelled.stream()
                .collect(Collectors.groupingBy(
                        Labelled::typology,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                list -> new Share(
                                        list.stream()
                                                .filter(Labelled::explained)
                                                .count(),
                                        list.size()))));
    }

    /** Every scenario one flag at its first event: people with more scenarios in a week come first. */
    private static List<Dossier> perfect(List<Labelled> labelled) {
        Map<String, Labelled> first = new HashMap<>();
        labelled.forEach(event -> first.putIfAbsent(event.scenario(), event));
        Map<String, Set<String>> byPersonAndWeek = new TreeMap<>();
        first.forEach((scenario, event) -> byPersonAndWeek
                .computeIfAbsent(event.staff() + "\n" + London.weekOf(event.at()), key -> new HashSet<>())
                .add(scenario));
        List<Dossier> dossiers = new ArrayList<>();
        byPersonAndWeek.forEach((key, scenarios) -> {
            String[] parts = key.split("\n", 2);
            dossiers.add(new Dossier(parts[0], LocalDate.parse(parts[1]), scenarios.size(), scenarios));
        });
        return dossiers;
    }

    private static AtBudget at(int k, List<Dossier> dossiers, List<Labelled> labelled) {
        Map<LocalDate, List<Dossier>> weeks =
                dossiers.stream().collect(Collectors.groupingBy(Dossier::week, TreeMap::new, Collectors.toList()));
        Map<String, Instant> found = new HashMap<>();
        long reviewed = 0;
        long holding = 0;
        for (Map.Entry<LocalDate, List<Dossier>> week : weeks.entrySet()) {
            List<Dossier> top = week.getValue().stream()
                    .sorted(Comparator.comparingDouble(Dossier::score)
                            .reversed()
                            .thenComparing(Dossier::staff))
                    .limit(k)
                    .toList();
            reviewed += top.size();
            Instant end = week.getKey().plusDays(7).atStartOfDay(London.ZONE).toInstant();
            for (Dossier dossier : top) {
                holding += dossier.scenarios().isEmpty() ? 0 : 1;
                dossier.scenarios().forEach(scenario -> found.merge(scenario, end, (a, b) -> a.isBefore(b) ? a : b));
            }
        }
        return AtBudget.of(k, reviewed, holding, scenarios(labelled), found);
    }

    private static List<ScorecardFigures.Scenario> scenarios(List<Labelled> labelled) {
        Map<String, ScorecardFigures.Scenario> scenarios = new TreeMap<>();
        labelled.forEach(event -> scenarios.putIfAbsent(
                event.scenario(), new ScorecardFigures.Scenario(event.scenario(), event.typology(), event.at())));
        return List.copyOf(scenarios.values());
    }
}
