package uk.propercourse.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The rules: those that are live, and every version there ever was. */
@Service
public class RuleBook {

    private final JdbcClient jdbc;

    RuleBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The live version of each rule, strongest first. */
    public List<Rule> listLive() {
        return jdbc.sql("select * from rules.rule where status = 'LIVE' order by weight desc, code")
                .query((row, n) -> rule(row))
                .list();
    }

    /** Drafts and what waits for approval, the latter first. */
    public List<RuleVersion> listOpen() {
        return jdbc.sql("""
                        select * from rules.rule where status in ('DRAFT', 'SUBMITTED') order by status desc, code
                        """).query((row, n) -> version(row)).list();
    }

    /**
     * All versions of a rule, newest first.
     *
     * @throws RuleNotFoundException when there is none
     */
    public List<RuleVersion> listVersions(String code) {
        List<RuleVersion> versions = jdbc.sql("select * from rules.rule where code = :code order by version desc")
                .param("code", code)
                .query((row, n) -> version(row))
                .list();
        if (versions.isEmpty()) {
            throw new RuleNotFoundException(code);
        }
        return versions;
    }

    /**
     * One version.
     *
     * @throws RuleNotFoundException when there is none
     */
    public RuleVersion getVersion(String code, int version) {
        return listVersions(code).stream()
                .filter(item -> item.rule().version() == version)
                .findFirst()
                .orElseThrow(() -> new RuleNotFoundException(code + " version " + version));
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                row.getString("code"),
                row.getInt("version"),
                row.getString("name"),
                row.getString("sentence"),
                row.getString("expression"),
                Family.valueOf(row.getString("family")),
                row.getInt("weight"),
                row.getObject("usual_share", Double.class),
                row.getObject("daily_budget", Integer.class),
                row.getInt("tier"),
                Rule.Lane.valueOf(row.getString("lane")),
                Rule.Story.valueOf(row.getString("story")),
                row.getString("source"));
    }

    private static RuleVersion version(ResultSet row) throws SQLException {
        return new RuleVersion(
                rule(row),
                RuleVersion.Status.valueOf(row.getString("status")),
                row.getInt("edits"),
                row.getString("written_by"),
                List.of((String[]) row.getArray("writers").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getString("change_note"),
                instant(row, "submitted_at"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("decision"),
                instant(row, "retired_at"),
                row.getString("retired_because"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
