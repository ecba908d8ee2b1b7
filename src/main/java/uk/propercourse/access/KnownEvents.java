package uk.propercourse.access;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import uk.propercourse.intake.Feed;
import uk.propercourse.kernel.Force;

/**
 * Tells new events from those that are stored already, and repeats from contradictions. The same system and event id is
 * looked for within {@value #SAME_ID_DAYS} days.
 */
@Repository
class KnownEvents {

    /** How far apart in time the same id is looked for. */
    static final int SAME_ID_DAYS = 40;

    private static final List<String> COLUMNS = EventEncoding.AS_SENT;
    private static final int EVENT_ID = COLUMNS.indexOf("event_id");
    private static final int OCCURRED_AT = COLUMNS.indexOf("occurred_at");

    /** The sub-query hides how many ids there are: the planner then looks them up, also in a partition that it has no statistics of. */
    private static final String STORED = "select " + String.join(", ", COLUMNS) + """
            , received_at
            from access.access_event
            where force_id = ? and system_code = ? and event_id = any (array(select unnest(?::text[])))
              and occurred_at between ? and ?
            """;

    private final JdbcTemplate jdbc;
    private final Force force;

    KnownEvents(JdbcTemplate jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * What a chunk's rows are.
     *
     * @param fresh to be stored, in their order; what is neither here nor a conflict is a duplicate
     */
    record Sifted(List<AccessRow> fresh, List<Feed.Conflict> conflicts) {}

    /** The values of a stored event, or of an earlier row of the chunk, and when they came. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals.
    private record Known(@Nullable Object[] values, Instant receivedAt) {}

    Sifted sift(List<AccessRow> rows, Instant now) {
        Map<AccessRow.Id, Known> known = new HashMap<>(2 * rows.size());
        Map<String, List<AccessRow>> bySystem = new TreeMap<>();
        for (AccessRow row : rows) {
            bySystem.computeIfAbsent(row.id().systemCode(), code -> new ArrayList<>())
                    .add(row);
        }
        bySystem.forEach((system, asked) -> addStored(system, asked, known));
        Set<UUID> erased = listErased(rows);
        List<AccessRow> fresh = new ArrayList<>(rows.size());
        List<Feed.Conflict> conflicts = new ArrayList<>();
        for (AccessRow row : rows) {
            Known before = known.putIfAbsent(row.id(), new Known(row.values(), now));
            if (before == null && !erased.contains(row.eventKey())) {
                fresh.add(row);
            } else if (before != null && !Arrays.equals(before.values(), row.values())) {
                conflicts.add(conflict(row, before));
            }
        }
        return new Sifted(fresh, conflicts);
    }

    /** What was erased counts as known: sent again, it does not come back. */
    private Set<UUID> listErased(List<AccessRow> rows) {
        Set<UUID> erased = new HashSet<>();
        if (!isAnyErased()) {
            return erased;
        }
        Object[] keys = rows.stream().map(AccessRow::eventKey).toArray();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(
                            "select event_key from access.erased_event where force_id = ? and event_key = any (?)");
                    statement.setShort(1, force.id());
                    statement.setArray(2, connection.createArrayOf("uuid", keys));
                    return statement;
                },
                result -> {
                    erased.add(result.getObject(1, UUID.class));
                });
        return erased;
    }

    private boolean isAnyErased() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from access.erased_event where force_id = ?)", Boolean.class, force.id()));
    }

    private static Feed.Conflict conflict(AccessRow row, Known before) {
        return new Feed.Conflict(
                row.ordinal(),
                "conflict: this system and event id is stored already with other content (received "
                        + before.receivedAt() + "); a log entry is never changed");
    }

    private void addStored(String system, List<AccessRow> rows, Map<AccessRow.Id, Known> known) {
        Instant first = rows.get(0).occurredAt();
        Instant last = first;
        for (AccessRow row : rows) {
            first = row.occurredAt().isBefore(first) ? row.occurredAt() : first;
            last = row.occurredAt().isAfter(last) ? row.occurredAt() : last;
        }
        OffsetDateTime low = first.minus(SAME_ID_DAYS, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
        OffsetDateTime high = last.plus(SAME_ID_DAYS, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC);
        jdbc.query(
                connection -> {
                    Array ids = connection.createArrayOf(
                            "text", rows.stream().map(row -> row.id().eventId()).toArray(String[]::new));
                    PreparedStatement statement = connection.prepareStatement(STORED);
                    statement.setShort(1, force.id());
                    statement.setString(2, system);
                    statement.setArray(3, ids);
                    statement.setObject(4, low);
                    statement.setObject(5, high);
                    return statement;
                },
                result -> {
                    Known stored = stored(result);
                    known.put(new AccessRow.Id(system, result.getString(EVENT_ID + 1)), stored);
                });
    }

    private static Known stored(ResultSet result) throws SQLException {
        @Nullable Object[] values = new Object[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = result.getObject(i + 1);
        }
        values[OCCURRED_AT] =
                result.getObject(OCCURRED_AT + 1, OffsetDateTime.class).toInstant();
        return new Known(
                values, result.getObject("received_at", OffsetDateTime.class).toInstant());
    }
}
