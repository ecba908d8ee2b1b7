package uk.propercourse.access;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.UnresolvedAccounts;
import uk.propercourse.kernel.Force;

/** Accounts that appear in events and that no account feed gives to anybody. */
@Service
@Transactional(readOnly = true)
class AccountLog implements UnresolvedAccounts {

    private static final String UNRESOLVED = """
            from access.account_seen s
            where s.force_id = :force and not exists (
              select from people.account a
              where a.force_id = s.force_id and a.system_code = s.system_code and a.account_id = s.account_id)
            """;

    private final JdbcClient jdbc;
    private final Force force;

    AccountLog(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) " + UNRESOLVED)
                .param("force", force.id())
                .query(Long.class)
                .single();
    }

    @Override
    public List<Account> list(String afterSystem, String afterAccount, int limit) {
        return jdbc.sql("select s.* " + UNRESOLVED
                        + " and (s.system_code, s.account_id) > (:system, :account)"
                        + " order by s.system_code, s.account_id limit :limit")
                .param("force", force.id())
                .param("system", afterSystem)
                .param("account", afterAccount)
                .param("limit", limit)
                .query((row, n) -> new Account(
                        row.getString("system_code"),
                        row.getString("account_id"),
                        row.getTimestamp("first_seen").toInstant(),
                        row.getTimestamp("last_seen").toInstant()))
                .list();
    }
}
