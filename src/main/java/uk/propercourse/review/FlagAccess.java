package uk.propercourse.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access with its verdict.
 *
 * @param raw what else the source said, by the contract's names, empty fields left out
 */
public record FlagAccess(
        UUID eventKey,
        Instant occurredAt,
        String systemCode,
        @Nullable String systemName,
        String eventId,
        String action,
        @Nullable String recordType,
        @Nullable String recordId,
        @Nullable String caseRef,
        @Nullable String reason,
        boolean explained,
        double strength,
        @Nullable String template,
        boolean settled,
        Instant evaluatedAt,
        Map<String, String> raw) {

    private static final String[] RAW = {
        "system_code",
        "event_id",
        "account_id",
        "action",
        "record_type",
        "record_id",
        "case_ref",
        "reason_code",
        "reason_text",
        "terminal_id",
        "ip_address",
        "query",
        "result_count",
        "recipient"
    };

    static FlagAccess of(ResultSet row) throws SQLException {
        Map<String, String> raw = new LinkedHashMap<>();
        for (String column : RAW) {
            String value = row.getString(column);
            if (value != null) {
                raw.put(column, value);
            }
        }
        return new FlagAccess(
                row.getObject("event_key", UUID.class),
                row.getTimestamp("occurred_at").toInstant(),
                row.getString("system_code"),
                row.getString("system_name"),
                row.getString("event_id"),
                row.getString("action"),
                row.getString("record_type"),
                row.getString("record_id"),
                row.getString("case_ref"),
                row.getString("reason_text"),
                row.getBoolean("explained"),
                row.getDouble("strength"),
                row.getString("template"),
                row.getBoolean("settled"),
                row.getTimestamp("evaluated_at").toInstant(),
                raw);
    }
}
