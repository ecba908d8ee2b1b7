package uk.propercourse.explanation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.kernel.Force;

/**
 * How strong the templates are at a moment: as shipped until a force has approved strengths of its own. A verdict rests on
 * what held at the moment whose knowledge it has, whenever it is computed.
 */
@Service
public class StrengthPolicies {

    private static final TypeReference<Map<ExplanationTemplate, StrengthLevel>> LEVELS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Force force;
    private final JsonMapper json;

    StrengthPolicies(JdbcClient jdbc, Force force, JsonMapper json) {
        this.jdbc = jdbc;
        this.force = force;
        this.json = json;
    }

    /** As shipped, of all templates that may be set. */
    public static Map<ExplanationTemplate, StrengthLevel> shipped() {
        Map<ExplanationTemplate, StrengthLevel> levels = new EnumMap<>(ExplanationTemplate.class);
        for (ExplanationTemplate template : ExplanationTemplate.values()) {
            if (!template.levels().isEmpty()) {
                levels.put(template, StrengthLevel.of(template.strength()));
            }
        }
        return levels;
    }

    /** All versions, newest first. */
    @Transactional(readOnly = true)
    public List<StrengthPolicy> list() {
        return jdbc.sql("select * from explanation.strength_policy where force_id = :force order by version desc")
                .param("force", force.id())
                .query((row, n) -> policy(row))
                .list();
    }

    /** The levels that hold now; a template that came later than the policy has its level as shipped. */
    @Transactional(readOnly = true)
    public Map<ExplanationTemplate, StrengthLevel> inForce() {
        Map<ExplanationTemplate, StrengthLevel> levels = shipped();
        approved().forEach(policy -> levels.putAll(policy.levels()));
        return levels;
    }

    Optional<StrengthPolicy> findProposed() {
        return list().stream()
                .filter(policy -> policy.status() == StrengthPolicy.Status.PROPOSED)
                .findFirst();
    }

    /** In the order in which they came into force. */
    private List<StrengthPolicy> approved() {
        return list().stream()
                .filter(policy -> policy.status() == StrengthPolicy.Status.APPROVED)
                .sorted(Comparator.comparing(policy -> Objects.requireNonNull(policy.decidedAt())))
                .toList();
    }

    /**
     * The strength of a template as SQL.
     *
     * @param code SQL for its code
     * @param moment SQL for the moment whose knowledge counts
     */
    String strength(String code, String moment) {
        Map<ExplanationTemplate, StrengthLevel> levels = shipped();
        StringBuilder before = new StringBuilder();
        for (StrengthPolicy policy : approved()) {
            before.append("when %s < '%s' then %s ".formatted(moment, policy.decidedAt(), strength(code, levels)));
            levels = policy.levels();
        }
        String now = strength(code, levels);
        return before.isEmpty() ? now : "case " + before + "else " + now + " end";
    }

    static String strength(String code, Map<ExplanationTemplate, StrengthLevel> levels) {
        return Arrays.stream(ExplanationTemplate.values())
                .map(template -> "when '" + template.name() + "' then "
                        + (levels.containsKey(template) ? levels.get(template).strength() : template.strength()))
                .collect(Collectors.joining(" ", "case " + code + " ", " end"));
    }

    /** The highest strength that a tie through a related record ever had. */
    double highestThroughRelated() {
        DoubleStream shipped = Arrays.stream(ExplanationTemplate.values())
                .filter(ExplanationTemplate::reachesRelated)
                .mapToDouble(ExplanationTemplate::strength);
        DoubleStream set = approved().stream()
                .flatMap(policy -> policy.levels().entrySet().stream())
                .filter(entry -> entry.getKey().reachesRelated())
                .mapToDouble(entry -> entry.getValue().strength());
        return DoubleStream.concat(shipped, set).max().orElseThrow();
    }

    private StrengthPolicy policy(ResultSet row) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        Instant decidedAt = decided == null ? null : decided.toInstant();
        return new StrengthPolicy(
                row.getInt("version"),
                new EnumMap<>(json.readValue(row.getString("strengths"), LEVELS)),
                row.getString("reason"),
                new StrengthPolicy.Effect(
                        row.getInt("sampled"), row.getInt("explained_before"), row.getInt("explained_after")),
                StrengthPolicy.Status.valueOf(row.getString("status")),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"),
                decidedAt,
                row.getString("decision"));
    }
}
