package uk.propercourse.explanation;

import java.sql.Date;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * Rewrites the verdicts of months in which nothing is due any more, so that they take half the room (ADR 17). Verdicts stay
 * as they are; who reads that month waits meanwhile.
 */
@Service
public class ClosedMonths {

    private static final Logger log = LoggerFactory.getLogger(ClosedMonths.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcTemplate jdbc;
    private final ExplanationPolicy policy;

    ClosedMonths(JdbcTemplate jdbc, ExplanationPolicy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    /**
     * Packs what is due by then, a month at a time. A month that others are using all the time is left for the next call.
     *
     * @return the first days of the months that were packed, oldest first
     */
    public List<LocalDate> pack(Instant now) {
        return listDue(now).stream().filter(month -> pack(month, now)).toList();
    }

    private List<LocalDate> listDue(Instant now) {
        return jdbc.queryForList("""
                select m.month from (
                  select to_date(right(c.relname, 7), 'YYYY_MM') as month from pg_inherits i
                  join pg_class c on c.oid = i.inhrelid where i.inhparent = 'explanation.verdict'::regclass) m
                where m.month + interval '1 month' + ?::interval < ? and current_setting('server_version_num')::integer >= 170000
                  and not exists (select from explanation.packed_month p where p.month = m.month)
                  and not exists (
                    select from explanation.settling s
                    where s.occurred_at >= m.month and s.occurred_at < m.month + interval '1 month')
                order by m.month
                """, LocalDate.class, afterwards(), Timestamp.from(now));
    }

    /** How long after its end late context may still change what is in a month. */
    private String afterwards() {
        return policy.settleAfter().plus(policy.reconsidered()).toSeconds() + " seconds";
    }

    private boolean pack(LocalDate month, Instant now) {
        try {
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set lock_timeout = " + PATIENCE.toMillis());
                    try {
                        statement.execute("select explanation.keep_no_room('" + month + "')");
                        statement.execute("vacuum (full, analyze) explanation.verdict_%d_%02d"
                                .formatted(month.getYear(), month.getMonthValue()));
                    } finally {
                        statement.execute("reset lock_timeout");
                    }
                }
                return true;
            });
        } catch (DataAccessException e) {
            log.warn("Could not pack the verdicts of {}; it is tried again", month, e);
            return false;
        }
        jdbc.update(
                "insert into explanation.packed_month (month, packed_at) values (?, ?) on conflict do nothing",
                Date.valueOf(month),
                Timestamp.from(now));
        return true;
    }
}
