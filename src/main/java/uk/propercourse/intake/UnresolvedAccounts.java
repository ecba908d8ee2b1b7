package uk.propercourse.intake;

import java.time.Instant;
import java.util.List;

/** Lists accounts that appear in logs and belong to nobody known; offered by the module that owns the logs. */
public interface UnresolvedAccounts {

    /** An account without an owner. */
    record Account(String systemCode, String accountId, Instant firstSeen, Instant lastSeen) {}

    /** How many there are. */
    long count();

    /** Those after the given one in the order of system and account. */
    List<Account> list(String afterSystem, String afterAccount, int limit);
}
