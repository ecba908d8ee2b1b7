package uk.propercourse.explanation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.RecordRef;

/**
 * Finds what ties accesses to casework, with the same SQL that judged them and as far as was known then, and beside it whether they
 * look like the wrong one of two ({@link NearMiss}), which no verdict rests on.
 */
@Service
public class EvidenceFinder {

    private final Recall recall;
    private final StrengthPolicies strengths;
    private final JdbcClient jdbc;
    private final Force force;

    EvidenceFinder(Recall recall, StrengthPolicies strengths, JdbcClient jdbc, Force force) {
        this.recall = recall;
        this.strengths = strengths;
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * The ties of those accesses, strongest first for each; one for each case and template. Leaves the accesses in
     * {@code judged} with their verdicts for the rest of the transaction, so that facts can be read for the same ones.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Evidence> find(List<UUID> eventKeys) {
        recall.events(eventKeys);
        List<Evidence> found = jdbc.sql(
                        """
                        select distinct on (c.event_key, s.strength, c.template, c.case_ref) c.*, j.occurred_at, s.strength
                        from (%s) c
                        cross join lateral (select %s as strength) s
                        join judged j on j.event_key = c.event_key
                        where s.strength > 0
                        order by c.event_key, s.strength desc, c.template, c.case_ref, c.hop, c.linked_at
                        """.formatted(recall.candidateSql(), strengths.strength("c.template", "c.known_at")))
                .param("force", force.id())
                .query((row, n) -> evidence(row))
                .list();
        jdbc.sql("""
                        update judged j set explained = v.explained, strength = v.strength, template = v.template
                        from explanation.verdict v
                        where v.force_id = :force and v.event_key = j.event_key and v.occurred_at = j.occurred_at
                        """).param("force", force.id()).update();
        return found;
    }

    /** What the verdict on an access said before late context changed it, newest first; usually nothing. */
    @Transactional(readOnly = true)
    public List<EarlierVerdict> listEarlier(UUID eventKey) {
        return jdbc.sql("""
                        select explained, template, evaluated_at, replaced_at from explanation.earlier_verdict
                        where force_id = :force and event_key = :key order by replaced_at desc
                        """)
                .param("force", force.id())
                .param("key", eventKey)
                .query((row, n) -> new EarlierVerdict(
                        row.getBoolean("explained"),
                        row.getString("template") == null
                                ? null
                                : ExplanationTemplate.valueOf(row.getString("template")),
                        row.getTimestamp("evaluated_at").toInstant(),
                        row.getTimestamp("replaced_at").toInstant()))
                .list();
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        String assignee = row.getString("staff_id");
        return new Evidence(
                row.getObject("event_key", UUID.class),
                row.getTimestamp("occurred_at").toInstant(),
                ExplanationTemplate.valueOf(row.getString("template")),
                row.getDouble("strength"),
                row.getString("case_ref"),
                row.getString("kind"),
                row.getBoolean("hop") ? new RecordRef(row.getString("via_type"), row.getString("via_id")) : null,
                row.getString("relation"),
                instant(row, "linked_at"),
                row.getString("link_recorded_by"),
                row.getString("link_role"),
                row.getString("role"),
                assignee == null ? row.getString("unit_id") : assignee,
                row.getTimestamp("valid_from").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
