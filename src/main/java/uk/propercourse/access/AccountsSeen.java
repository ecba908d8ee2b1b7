package uk.propercourse.access;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import uk.propercourse.kernel.Force;

/**
 * Notes the accounts that act while no account feed gives them to anybody. An account that a feed gave stays given, so
 * that it is asked for once and remembered.
 */
@Repository
class AccountsSeen {

    /** More accounts than a large force has on all its systems; past it the memory starts afresh. */
    private static final int REMEMBERED = 200_000;

    private static final String NOTE = """
            insert into access.account_seen as a (force_id, system_code, account_id, first_seen, last_seen)
            select ?, s.* from unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
              as s (system_code, account_id, first_seen, last_seen)
            where not exists (
              select from people.account a
              where a.force_id = ? and a.system_code = s.system_code and a.account_id = s.account_id)
            order by s.system_code, s.account_id
            on conflict (force_id, system_code, account_id) do update
            set first_seen = least(a.first_seen, excluded.first_seen),
              last_seen = greatest(a.last_seen, excluded.last_seen)
            returning system_code || '/' || account_id
            """;

    private final JdbcTemplate jdbc;
    private final Force force;
    private final Set<Account> given = ConcurrentHashMap.newKeySet();

    AccountsSeen(JdbcTemplate jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    private record Account(String systemCode, String accountId) {}

    private record Span(Instant first, Instant last) {

        Span and(Span other) {
            return new Span(
                    other.first.isBefore(first) ? other.first : first, other.last.isAfter(last) ? other.last : last);
        }
    }

    /** The unknown accounts among the rows, as {@code system/account}. */
    List<String> note(List<AccessRow> rows) {
        Map<Account, Span> seen = new HashMap<>();
        for (AccessRow row : rows) {
            Account account = new Account(row.id().systemCode(), row.accountId());
            if (!given.contains(account)) {
                seen.merge(account, new Span(row.occurredAt(), row.occurredAt()), Span::and);
            }
        }
        if (seen.isEmpty()) {
            return List.of();
        }
        List<String> unknown = store(seen);
        remember(seen.keySet(), Set.copyOf(unknown));
        return unknown;
    }

    private List<String> store(Map<Account, Span> seen) {
        Collection<Span> spans = seen.values();
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(NOTE);
                    statement.setShort(1, force.id());
                    statement.setArray(
                            2,
                            connection.createArrayOf(
                                    "text",
                                    seen.keySet().stream()
                                            .map(Account::systemCode)
                                            .toArray()));
                    statement.setArray(
                            3,
                            connection.createArrayOf(
                                    "text",
                                    seen.keySet().stream()
                                            .map(Account::accountId)
                                            .toArray()));
                    statement.setArray(4, connection.createArrayOf("timestamptz", times(spans, true)));
                    statement.setArray(5, connection.createArrayOf("timestamptz", times(spans, false)));
                    statement.setShort(6, force.id());
                    return statement;
                },
                (row, n) -> row.getString(1));
    }

    private void remember(Set<Account> asked, Set<String> unknown) {
        if (given.size() > REMEMBERED) {
            given.clear();
        }
        asked.stream()
                .filter(account -> !unknown.contains(account.systemCode() + "/" + account.accountId()))
                .forEach(given::add);
    }

    private static Object[] times(Collection<Span> spans, boolean first) {
        return spans.stream()
                .map(span -> (first ? span.first() : span.last()).atOffset(ZoneOffset.UTC))
                .toArray();
    }
}
