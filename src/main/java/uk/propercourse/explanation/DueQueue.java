package uk.propercourse.explanation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/**
 * What is due to be judged: {@code access.arrival}, due when it happened, which is filled from {@code access.arrival_chunk},
 * and {@code explanation.settling}. It is played in
 * slices, in the order of due times, by one process at a time.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class DueQueue {

    /** How many judges may settle at the same time. */
    public static final int PARTS = 2;

    private static final int SLICE = 150_000;
    /** The first one of a run is short: nobody can settle anything while it is attributed. */
    private static final int FIRST_SLICE = 20_000;

    private static final int SMALL = 5_000;
    /** Of up to 5,000 arrivals each. */
    private static final int CHUNKS = 5;

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final Force force;

    DueQueue(JdbcClient jdbc, DataSource dataSource, Force force) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.force = force;
    }

    /** The right to evaluate, which one process has at a time. */
    public interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /** Waits for the turn. It is held by a connection of its own, outside transactions, and ends with it at the latest. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Turn takeTurn() {
        try {
            Connection connection = dataSource.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(hashtext('explanation.judging'), " + force.id() + ")");
            }
            return () -> giveBack(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot wait for the turn to evaluate", e);
        }
    }

    private void giveBack(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(hashtext('explanation.judging'), " + force.id() + ")");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot give back the turn to evaluate", e);
        }
    }

    /**
     * Lets the transaction end before it is on disk, which it is within a second. If the machine stops before, the queue stands where it
     * stood, and what was lost is played again with the same result. Only for what a run of this queue stores: never where
     * somebody is told that something is kept.
     */
    public void commitWithoutWaiting() {
        jdbc.sql("set local synchronous_commit = off").update();
    }

    /**
     * Takes what came in and may be due by then into the queue, some chunks at a time; several may do so side by side.
     *
     * @return how many chunks; none when all are in or on their way
     */
    public int takeIn(Instant asOf) {
        return jdbc.sql("""
                        with taken as (
                          delete from access.arrival_chunk c where c.force_id = :force and c.append_id in (
                            select append_id from access.arrival_chunk
                            where force_id = :force and first_at <= :asOf order by append_id limit :chunks
                            for update skip locked)
                          returning c.event_keys, c.times
                        ), queued as (
                          insert into access.arrival (force_id, occurred_at, event_key)
                          select :force, a.at, a.key from taken t cross join lateral unnest(t.times, t.event_keys) as a (at, key)
                          order by 2, 3
                        )
                        select count(*) from taken
                        """)
                .param("force", force.id())
                .param("asOf", Timestamp.from(asOf))
                .param("chunks", CHUNKS)
                .query(Integer.class)
                .single();
    }

    /**
     * What is due after one moment and up to another (inclusive). What was played before is out of the queue; saying so keeps a
     * look into it from walking over the places that are not swept yet.
     */
    public record Slice(Instant after, Instant end) {

        /** Before all that can be due. */
        public static final Slice NOTHING = new Slice(Instant.MIN, Instant.parse("0001-01-01T00:00:00Z"));
    }

    /**
     * The slice after one that is played or on its way, at most up to {@code asOf}: it holds about {@value #SLICE} events
     * and spans at most the least time between two judgements, so that nothing is due twice in it and nothing that arrives in
     * it is due before what is in it. Empty when nothing is due.
     *
     * @param attributed the moment up to which arrivals are attributed; those after it, up to the end of the slice before, are on
     *     their way into the other queue and count as there
     */
    public Optional<Slice> nextSlice(Instant asOf, Slice before, Instant attributed, Lags lags) {
        return jdbc.sql("""
                        with under_way as not materialized (
                          select occurred_at + %s as due_at from access.arrival
                          where force_id = :force and occurred_at > :attributed and occurred_at <= :after
                        ), first as materialized (
                          select least(
                            (select min(occurred_at) from access.arrival
                             where force_id = :force and occurred_at <= :asOf and occurred_at > :after),
                            (select min(due_at) from explanation.settling
                             where force_id = :force and due_at <= :asOf and due_at > :after),
                            (select min(due_at) from under_way where due_at <= :asOf and due_at > :after)) as at
                        ), bound as materialized (
                          select least(:asOf, at + :longest::interval,
                            ((at at time zone 'Europe/London')::date + 1)::timestamp at time zone 'Europe/London'
                              - interval '1 microsecond') as until
                          from first where at is not null
                        ), due as (
                          (select occurred_at as at from access.arrival
                           where force_id = :force and occurred_at <= (select until from bound) and occurred_at > :after
                           order by 1 limit :slice)
                          union all
                          (select due_at from explanation.settling
                           where force_id = :force and due_at <= (select until from bound) and due_at > :after
                           order by 1 limit :slice)
                          union all
                          (select due_at from under_way
                           where due_at <= (select until from bound) and due_at > :after
                           order by 1 limit :slice)
                        ), slice as (select at from due order by at limit :slice)
                        select max(at) from slice
                        """.formatted(ExplanationPolicy.interval(lags.first())))
                .param("force", force.id())
                .param("asOf", Timestamp.from(asOf))
                .param("after", Timestamp.from(before.end()))
                .param("attributed", Timestamp.from(attributed))
                .param("slice", before.equals(Slice.NOTHING) ? FIRST_SLICE : SLICE)
                .param("longest", lags.closest().toSeconds() + " seconds")
                .query(Timestamp.class)
                .optional()
                .map(end -> new Slice(before.end(), end.toInstant()));
    }

    /** How many judgements are due up to that moment: of what arrived and settles by then, there are two. */
    public long countDue(Instant asOf, Lags lags) {
        return jdbc.sql("""
                        select (select count(*)%s from access.arrival where force_id = :force and occurred_at <= :asOf)
                          + (select count(*)%s from explanation.settling where force_id = :force and due_at <= :asOf)
                        """.formatted(
                                lags.each(" + count(*) filter (where occurred_at + %1$s <= :asOf)"),
                                lags.each(" + count(*) filter (where occurred_at + %1$s > due_at"
                                        + " and occurred_at + %1$s <= :asOf)")))
                .param("force", force.id())
                .param("asOf", Timestamp.from(asOf))
                .query(Long.class)
                .single();
    }

    /** Makes the partitions that arrivals up to the slice's end need. */
    public void makeRoom(Slice slice) {
        jdbc.sql("""
                        select kernel.ensure_partitions('explanation.verdict', a.first, a.last, false)
                        from (
                          select min(occurred_at) as first, max(occurred_at) as last from access.arrival
                          where force_id = :force and occurred_at > :after and occurred_at <= :end) a
                        where a.first is not null
                        """)
                .param("force", force.id())
                .param("after", Timestamp.from(slice.after()))
                .param("end", Timestamp.from(slice.end()))
                .query()
                .listOfRows();
    }

    /** What one judge takes of a slice: these parts, both included. */
    public record Share(int firstPart, int lastPart) {}

    /** How what is due up to the slice's end is shared out. */
    public List<Share> shares(Slice slice) {
        return shares(jdbc.sql("""
                        select count(*) from (
                          select from explanation.settling
                          where force_id = :force and due_at > :after and due_at <= :end limit :small) s
                        """)
                .param("force", force.id())
                .param("after", Timestamp.from(slice.after()))
                .param("end", Timestamp.from(slice.end()))
                .param("small", SMALL)
                .query(Integer.class)
                .single());
    }

    /** How what waits to be judged for the time being is shared out; empty when nothing does. */
    public List<Share> provisionalShares() {
        int waiting = jdbc.sql(
                        "select count(*) from (select from explanation.provisional where force_id = :force limit :small) p")
                .param("force", force.id())
                .param("small", SMALL)
                .query(Integer.class)
                .single();
        return waiting == 0 ? List.of() : shares(waiting);
    }

    /** Few cost one judge less than two. */
    private static List<Share> shares(int due) {
        return due < SMALL
                ? List.of(new Share(0, PARTS - 1))
                : IntStream.range(0, PARTS)
                        .mapToObj(part -> new Share(part, part))
                        .toList();
    }
}
