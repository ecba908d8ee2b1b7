package uk.propercourse.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The exceptions to rules, those in force and those that were. */
@Service
public class RuleExceptions {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RuleExceptions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Those that hold accesses of some period back; accesses of the past are judged by what held then. */
    List<RuleException> listInForce() {
        return list("where status = 'IN_FORCE' order by rule_code, exception_id");
    }

    /** All, those that wait for approval first, then the newest. */
    public List<RuleException> list() {
        return list("order by status <> 'PROPOSED', proposed_at desc, exception_id");
    }

    /**
     * One.
     *
     * @throws RuleNotFoundException when there is none
     */
    public RuleException get(UUID id) {
        return list("").stream()
                .filter(exception -> exception.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RuleNotFoundException("exception " + id));
    }

    private List<RuleException> list(String which) {
        return jdbc.sql("select * from rules.rule_exception " + which)
                .query((row, n) -> exception(row))
                .list();
    }

    private RuleException exception(ResultSet row) throws SQLException {
        return new RuleException(
                row.getObject("exception_id", UUID.class),
                new RuleExceptionText(
                        row.getString("rule_code"),
                        row.getString("name"),
                        row.getString("expression"),
                        row.getString("owner"),
                        row.getString("reason"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class)),
                RuleException.Status.valueOf(row.getString("status")),
                json.readValue(row.getString("impact"), ExceptionImpact.class),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("decision"),
                row.getString("ended_by"),
                instant(row, "ended_at"),
                row.getString("ended_because"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
