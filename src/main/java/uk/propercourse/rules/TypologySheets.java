package uk.propercourse.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.kernel.Force;

/**
 * One sheet for each kind of misuse: what it is, how common beside the others, and how often each sign shows in it. As shipped
 * until Professional Standards has signed others; what was proven is counted on top.
 */
@Service
public class TypologySheets {

    private static final String FILE = "rules/typologies.yaml";
    private static final TypeReference<Map<String, Double>> SIGNS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Force force;
    private final JsonMapper json;
    private final Map<Typology, Shipped> shipped = new EnumMap<>(Typology.class);

    TypologySheets(JdbcClient jdbc, Force force, JsonMapper json) {
        this.jdbc = jdbc;
        this.force = force;
        this.json = json;
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            Map<String, Map<String, Object>> sheets = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            sheets.forEach((code, fields) -> shipped.put(Typology.valueOf(code), Shipped.of(fields)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /**
     * What a kind of misuse is, and the sheet that the product ships.
     *
     * @param conduct what people do, as a sentence
     * @param source the published cases behind it
     * @param mistakenFor honest work that looks like it
     */
    public record Shipped(String conduct, String source, String mistakenFor, TypologySheet sheet) {

        @SuppressWarnings("unchecked") // The shape of our own file.
        private static Shipped of(Map<String, Object> fields) {
            return new Shipped(
                    (String) Objects.requireNonNull(fields.get("conduct")),
                    (String) Objects.requireNonNull(fields.get("source")),
                    (String) Objects.requireNonNull(fields.get("mistaken-for")),
                    new TypologySheet((Double) Objects.requireNonNull(fields.get("share")), (Map<String, Double>)
                            Objects.requireNonNull(fields.get("signs"))));
        }
    }

    /** As shipped, by kind. */
    public Map<Typology, Shipped> shipped() {
        return Map.copyOf(shipped);
    }

    private Map<Typology, TypologySheet> shippedSheets() {
        Map<Typology, TypologySheet> sheets = new EnumMap<>(Typology.class);
        shipped.forEach((typology, item) -> sheets.put(typology, item.sheet()));
        return sheets;
    }

    /** The versions after the shipped one of all kinds, newest first. */
    @Transactional(readOnly = true)
    public List<SheetVersion> list() {
        return jdbc.sql("""
                        select * from rules.typology_sheet where force_id = :force order by proposed_at desc, typology
                        """)
                .param("force", force.id())
                .query((row, n) -> version(row))
                .list();
    }

    Optional<SheetVersion> findProposed(Typology typology) {
        return list().stream()
                .filter(item -> item.typology() == typology && item.status() == SheetVersion.Status.PROPOSED)
                .findFirst();
    }

    /** The sheets that were signed before that moment, as shipped where none was. */
    @Transactional(readOnly = true)
    public Map<Typology, TypologySheet> inForce(Instant moment) {
        Map<Typology, TypologySheet> sheets = shippedSheets();
        list().stream()
                .filter(item -> item.status() == SheetVersion.Status.SIGNED
                        && Objects.requireNonNull(item.decidedAt()).isBefore(moment))
                .sorted(Comparator.comparing(item -> Objects.requireNonNull(item.decidedAt())))
                .forEach(item -> sheets.put(item.typology(), item.sheet()));
        return sheets;
    }

    /** Proven matters of each kind whose outcome was recorded before that moment. What is still covert is left out. */
    @Transactional(readOnly = true)
    Map<Typology, Numerators.Proven> proven(Instant moment) {
        Map<Typology, Long> matters = new EnumMap<>(Typology.class);
        Map<Typology, Map<String, Double>> signs = new EnumMap<>(Typology.class);
        jdbc.sql("""
                        with matter as (
                          select investigation_id, typology from (
                            select distinct on (investigation_id) investigation_id, typology, proven from rules.matter_outcome
                            where force_id = :force and recorded_at < :moment
                            order by investigation_id, recorded_at desc) o
                          where proven and typology is not null
                        ), story as (
                          select m.*, s.staff_id, s.story,
                            1 / count(*) over (partition by m.investigation_id)::double precision as part
                          from matter m join rules.matter_story s on s.investigation_id = m.investigation_id
                        )
                        select typology, null as rule_code, count(distinct investigation_id) as found from story group by 1
                        union all
                        select s.typology, n.rule_code, sum(s.part)
                        from story s
                        cross join lateral (
                          select distinct rule_code from rules.finding
                          where force_id = :force and staff_id = s.staff_id and story = s.story and withdrawn_at is null
                            and raised_at < :moment) n
                        group by 1, 2
                        """)
                .param("force", force.id())
                .param("moment", Timestamp.from(moment))
                .query(row -> {
                    Typology typology = Typology.valueOf(row.getString("typology"));
                    String rule = row.getString("rule_code");
                    if (rule == null) {
                        matters.put(typology, row.getLong("found"));
                    } else {
                        signs.computeIfAbsent(typology, key -> new HashMap<>()).put(rule, row.getDouble("found"));
                    }
                });
        Map<Typology, Numerators.Proven> proven = new EnumMap<>(Typology.class);
        matters.forEach((typology, count) ->
                proven.put(typology, new Numerators.Proven(count, signs.getOrDefault(typology, Map.of()))));
        return proven;
    }

    /** How much commoner each sign is in misuse, as known at that moment, than where its rule's weight was set; by rule. */
    Map<String, Double> ratios(Instant moment) {
        return Numerators.ratios(shippedSheets(), inForce(moment), proven(moment));
    }

    /** The same with another sheet for one kind. */
    Map<String, Double> ratios(Instant moment, Typology typology, TypologySheet sheet) {
        Map<Typology, TypologySheet> sheets = inForce(moment);
        sheets.put(typology, sheet);
        return Numerators.ratios(shippedSheets(), sheets, proven(moment));
    }

    /**
     * A sign of one kind of misuse, with everything that its share is made of.
     *
     * @param shipped the share as shipped, 0 where the shipped sheet does not name the rule
     * @param signed the share as signed
     * @param proven the sum over proven matters of the share of their stories that show it
     * @param matters proven matters of the kind
     * @param share what follows from both
     */
    public record Sign(String rule, double shipped, double signed, double proven, long matters, double share) {}

    /** The signs of a kind as they stand at that moment, commonest first. */
    @Transactional(readOnly = true)
    public List<Sign> listSigns(Typology typology, Instant moment) {
        TypologySheet asShipped = Objects.requireNonNull(shipped.get(typology)).sheet();
        TypologySheet signed = Objects.requireNonNull(inForce(moment).get(typology));
        Numerators.Proven known = proven(moment).getOrDefault(typology, Numerators.Proven.NONE);
        Set<String> rules = new TreeSet<>(asShipped.signs().keySet());
        rules.addAll(signed.signs().keySet());
        rules.addAll(known.signs().keySet());
        return rules.stream()
                .map(rule -> new Sign(
                        rule,
                        asShipped.signs().getOrDefault(rule, 0.0),
                        signed.signs().getOrDefault(rule, 0.0),
                        known.of(rule),
                        known.matters(),
                        Numerators.share(signed, known, rule)))
                .sorted(Comparator.comparingDouble(Sign::share).reversed())
                .toList();
    }

    /** Proven matters of each kind so far. */
    @Transactional(readOnly = true)
    public Map<Typology, Long> countProven(Instant moment) {
        Map<Typology, Long> counts = new EnumMap<>(Typology.class);
        proven(moment).forEach((typology, known) -> counts.put(typology, known.matters()));
        return counts;
    }

    private SheetVersion version(ResultSet row) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        Instant decidedAt = decided == null ? null : decided.toInstant();
        return new SheetVersion(
                Typology.valueOf(row.getString("typology")),
                row.getInt("version"),
                new TypologySheet(row.getDouble("share"), json.readValue(row.getString("signs"), SIGNS)),
                row.getString("reason"),
                json.readValue(row.getString("effect"), SheetVersion.Effect.class),
                SheetVersion.Status.valueOf(row.getString("status")),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"),
                decidedAt,
                row.getString("decision"));
    }
}
