package uk.propercourse.explanation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/**
 * Puts accesses that were judged before into the temporary table {@code judged}, for showing, trying and measuring. All methods run
 * in the caller's transaction.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Recall {

    private static final String SETTLED = """
            select v.*, (v.occurred_at at time zone 'Europe/London')::date as day from %s
            where v.force_id = :force and v.staff_id is not null and v.settled
              and v.occurred_at >= :from and v.occurred_at < :to
            """;

    /** Accesses that are screened to estimate how many screens let through. */
    private static final int SCREENED = 80_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Force force;
    private final JudgedTables tables;
    private final CandidateSql candidates;

    Recall(JdbcClient jdbc, JdbcTemplate template, Force force, JudgedTables tables, ExplanationPolicy policy) {
        this.jdbc = jdbc;
        this.template = template;
        this.force = force;
        this.tables = tables;
        this.candidates = new CandidateSql(policy);
    }

    /** SQL for a share of the staff: always the same people, and all that each of them did. */
    public static String share(String staffId, int of, int number) {
        return of == 1 ? "true" : "mod(abs(hashtext(%s)::bigint), %d) = %d".formatted(staffId, of, number);
    }

    /** Puts those events into {@code judged} as they were last judged, for showing. */
    void events(List<UUID> eventKeys) {
        tables.begin();
        jdbc.sql("""
                        insert into judged (event_key, occurred_at, due_at, known_at, system_code, account_id,
                          on_behalf_of, action, record_type, record_id, case_ref, terminal_id, staff_id, principal_id,
                          stood_explained)
                        select e.event_key, e.occurred_at, v.evaluated_at, v.evaluated_at, e.system_code, e.account_id,
                          e.on_behalf_of, e.action, e.record_type, e.record_id, e.case_ref, e.terminal_id, %s,
                          v.settled and v.explained
                        from access.access_event e
                        join explanation.verdict v
                          on v.force_id = :force and v.event_key = e.event_key and v.occurred_at = e.occurred_at
                        where e.force_id = :force and e.event_key in (:keys)
                        """.formatted(JudgedTables.WHO))
                .param("force", force.id())
                .param("keys", eventKeys)
                .update();
        gather();
    }

    /**
     * Puts settled accesses of a period into {@code judged} with their verdicts, so that facts can be read as they stood.
     *
     * @param from inclusive
     * @param to exclusive
     * @param unexplainedOnly leaves out the accesses that casework explains
     * @param screen SQL over the verdict {@code j} and its London {@code day}: the others are left out too
     * @return how many
     */
    public int period(Instant from, Instant to, boolean unexplainedOnly, String screen) {
        tables.begin();
        int recalled = jdbc.sql("""
                        insert into judged (event_key, occurred_at, due_at, known_at, system_code, account_id,
                          on_behalf_of, action, record_type, record_id, case_ref, terminal_id, staff_id, explained,
                          strength, template)
                        select j.event_key, j.occurred_at, j.evaluated_at, j.evaluated_at, e.system_code, e.account_id,
                          e.on_behalf_of, e.action, e.record_type, e.record_id, e.case_ref, e.terminal_id, j.staff_id,
                          j.explained, j.strength, j.template
                        from (%s) j
                        cross join lateral (
                          select * from access.access_event
                          where force_id = :force and event_key = j.event_key and occurred_at = j.occurred_at offset 0) e
                        where %s
                        """.formatted(
                                SETTLED.formatted(
                                        unexplainedOnly
                                                ? "explanation.unexplained u join explanation.verdict v on v.force_id = u.force_id"
                                                        + " and v.event_key = u.event_key and v.occurred_at = u.occurred_at"
                                                : "explanation.verdict v"),
                                screen))
                .param("force", force.id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .update();
        template.execute("analyze judged");
        return recalled;
    }

    /** How many settled accesses a period has. */
    public long count(Instant from, Instant to) {
        return jdbc.sql("select count(*) from (" + SETTLED.formatted("explanation.verdict v") + ") j")
                .param("force", force.id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(Long.class)
                .single();
    }

    /**
     * About how many settled accesses of a period each screen lets through, from what a share of the staff did.
     *
     * @param accesses how many the period has
     * @param screens as {@link #period} takes them
     * @return in the order of the screens
     */
    public List<Long> estimate(Instant from, Instant to, long accesses, List<String> screens) {
        int of = (int) Math.max(1, accesses / SCREENED);
        return jdbc.sql("select %s from (%s) j where %s"
                        .formatted(
                                screens.stream()
                                        .map(screen -> "count(*) filter (where " + screen + ")")
                                        .collect(Collectors.joining(", ")),
                                SETTLED.formatted("explanation.verdict v"),
                                share("j.staff_id", of, 0)))
                .param("force", force.id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, n) -> IntStream.rangeClosed(1, screens.size())
                        .mapToObj(i -> passed(row, i, of))
                        .toList())
                .single();
    }

    private static long passed(ResultSet row, int column, int of) {
        try {
            return row.getLong(column) * of;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts settled accesses of a period into {@code judged} as though nothing had explained them: the same ones each time,
     * and no others than by lot.
     *
     * @param from inclusive
     * @param to exclusive
     * @param most how many
     * @return how many
     */
    int sample(Instant from, Instant to, int most) {
        tables.begin();
        return jdbc.sql("""
                        insert into judged (event_key, occurred_at, due_at, known_at, system_code, account_id, on_behalf_of,
                          action, record_type, record_id, case_ref, terminal_id, staff_id, principal_id, first_look,
                          stood_explained)
                        select e.event_key, e.occurred_at, v.evaluated_at, v.evaluated_at, e.system_code, e.account_id,
                          e.on_behalf_of, e.action, e.record_type, e.record_id, e.case_ref, e.terminal_id, %s, e.occurred_at,
                          v.explained
                        from (
                          select * from explanation.verdict
                          where force_id = :force and staff_id is not null and record_id is not null and settled
                            and occurred_at >= :from and occurred_at < :to
                          order by md5(event_key::text) limit :most) v
                        join access.access_event e
                          on e.force_id = :force and e.event_key = v.event_key and e.occurred_at = v.occurred_at
                        """.formatted(JudgedTables.WHO))
                .param("force", force.id())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", most)
                .update();
    }

    /** Gathers what {@link #candidateSql} needs about the accesses in {@code judged}. */
    void gather() {
        tables.firstLooks("select event_key from judged where staff_id is not null and record_id is not null");
        for (String sql : List.of(
                candidates.reach("not j.explained"),
                candidates.reachThroughOthers("not j.explained"),
                CandidateSql.ASSIGNED)) {
            jdbc.sql(sql).param("force", force.id()).update();
        }
        template.execute("analyze reach (record_id, record_type, case_ref), assigned (case_ref, staff_id)");
    }

    String candidateSql() {
        return candidates.candidates();
    }
}
