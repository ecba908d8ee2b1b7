package uk.propercourse.review;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Refreshes the planner's statistics of the tables that an evaluation fills, or context is derived into, as soon as a table
 * has outgrown them. A first run and every new month begin with tables that the planner believes to be empty, the
 * database's own refresh comes minutes later, and one slice that is looked up by the wrong index costs more than all of
 * them.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class GrownTables {

    private static final List<String> FILLED = List.of(
            "access.arrival",
            "casework.own_record",
            "casework.personal_record",
            "casework.surname_frequency",
            "people.home",
            "explanation.product",
            "explanation.verdict",
            "explanation.settling",
            "explanation.provisional",
            "explanation.unexplained",
            "rules.finding",
            "rules.staff_day",
            "rules.role_volume",
            "rules.terminal_day",
            "review.flag");

    /**
     * Tables and months that have four times the room, or three times as many changes, of what their statistics say, and
     * partitioned tables of which the months have four times the rows.
     */
    private static final String GROWN = """
            with part as (
              select t.root, c.oid, c.relkind = 'p' as partitioned, greatest(c.reltuples, 0) as rows_known,
                greatest(c.relpages, 0)::bigint as pages_known
              from unnest(?::regclass[]) as t (root)
              cross join lateral (select relid from pg_partition_tree(t.root) union select t.root) p
              join pg_class c on c.oid = p.relid
            )
            select oid from part
            where case when partitioned
              then (select sum(rows_known) from part m where m.root = part.root and not m.partitioned) > 1000 + 4 * rows_known
              else pg_relation_size(oid) / current_setting('block_size')::bigint > 16 + 4 * pages_known
                or pg_stat_get_mod_since_analyze(oid) > 1000 + 3 * rows_known end
            order by partitioned, oid::regclass::text
            """;

    private final JdbcTemplate jdbc;

    GrownTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sees what the caller's transaction has written. A third of the usual sample tells the planner which index to take, and the
     * database takes a whole one minutes later.
     */
    void refreshStatistics() {
        jdbc.execute("set local default_statistics_target = 30");
        jdbc.query("select kernel.refresh_statistics(oid) from (" + GROWN + ") grown", row -> {}, (Object)
                FILLED.toArray(String[]::new));
    }
}
