package uk.propercourse.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import uk.propercourse.kernel.Force;

/**
 * A feed of context rows: an upsert on the natural key, so that loading the same file twice changes nothing.
 *
 * <p>A row that changes a stored one moves the old row to {@code intake.superseded}: what was known before is kept.
 */
public final class ContextFeed implements Feed {

    /** Most rows of most chunks are new: they go in without a look at what is there. */
    private static final String ADD = """
            insert into ${table} (force_id, ${targets}, ${lookupTarget} received_at, batch_id)
            select :force, ${staged}, ${lookup} :received, :batch from ${staging} s
            on conflict (force_id, ${keyTargets}) do nothing
            """;

    /** Rows that were there; of rows with the same key in one chunk the last wins, as it would over two chunks. */
    private static final String CHANGE = """
            with s as (
              select distinct on (${keyNames}) * from ${staging} order by ${keyNames}, ordinal desc
            ), superseded as (
              insert into intake.superseded (force_id, kind, content, received_at, superseded_at, batch_id)
              select :force, '${name}', to_jsonb(t), t.received_at, :received, :batch
              from s join ${table} t on t.force_id = :force and ${sameKey}
              where row(${plainStored} null) is distinct from row(${plainStaged} null)
            ), merged as (
              insert into ${table} as t (force_id, ${targets}, received_at, batch_id)
              select :force, ${staged}, :received, :batch from s
              on conflict (force_id, ${keyTargets}) do update
              set ${update} received_at = excluded.received_at, batch_id = excluded.batch_id
              where row(${plainStored} null) is distinct from row(${plainExcluded} null)
              returning 1
            )
            select count(*) from merged
            """;

    private final String name;
    private final int order;
    private final String table;
    private final List<FeedColumn> columns;
    private final int starts;
    private final int ends;
    private final List<Integer> alternatives;
    private final JdbcClient jdbc;
    private final RowCopy copy;
    private final Force force;
    private final @Nullable Lookup lookup;
    private final @Nullable String follower;

    /**
     * A column that the feed does not bring: a new row gets what another table says, which stands still until the row is
     * committed. Whoever changes that table changes the column with it.
     *
     * @param target the column
     * @param source the other table, with its schema
     * @param sql what goes in, over the staged row {@code s}
     */
    public record Lookup(String target, String source, String sql) {}

    /**
     * Declares the feed.
     *
     * @param table the table it is merged into, with its schema; it has {@code force_id}, {@code received_at} and
     *     {@code batch_id} besides the targets of the columns, and a unique key over the force and the key's targets
     */
    public ContextFeed(
            String name, int order, String table, JdbcClient jdbc, RowCopy copy, Force force, FeedColumn... columns) {
        this(name, order, table, jdbc, copy, force, null, null, List.of(columns));
    }

    private ContextFeed(
            String name,
            int order,
            String table,
            JdbcClient jdbc,
            RowCopy copy,
            Force force,
            @Nullable Lookup lookup,
            @Nullable String follower,
            List<FeedColumn> columns) {
        this.name = name;
        this.order = order;
        this.table = table;
        this.columns = columns;
        this.jdbc = jdbc;
        this.copy = copy;
        this.force = force;
        this.lookup = lookup;
        this.follower = follower;
        this.starts = place("from", "start");
        this.ends = place("to", "end");
        this.alternatives = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).key() && !columns.get(i).required())
                .boxed()
                .toList();
    }

    /** The same feed, whose new rows also get that. */
    public ContextFeed withLookup(Lookup column) {
        return new ContextFeed(name, order, table, jdbc, copy, force, column, follower, columns);
    }

    /**
     * The same feed, with a statement that follows each merged chunk in its transaction.
     *
     * @param sql over {@code :force} and {@code :keys}, what the first column of the chunk's rows says
     */
    public ContextFeed followedBy(String sql) {
        return new ContextFeed(name, order, table, jdbc, copy, force, lookup, sql, columns);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public List<FeedColumn> columns() {
        return columns;
    }

    @Override
    public List<String> tables() {
        return List.of(table);
    }

    /** A span of time may not end before it starts; an assignment has exactly one assignee. */
    @Override
    public @Nullable String check(@Nullable Object[] values) {
        if (starts >= 0
                && ends >= 0
                && values[starts] instanceof Instant from
                && values[ends] instanceof Instant to
                && to.isBefore(from)) {
            return "the row ends (" + to + ") before it starts (" + from + ")";
        }
        long given =
                alternatives.stream().filter(place -> values[place] != null).count();
        return alternatives.isEmpty() || given == 1
                ? null
                : alternatives.stream()
                        .map(place -> columns.get(place).name())
                        .collect(Collectors.joining(" and ", "exactly one of ", " must be given"));
    }

    private int place(String... names) {
        for (int i = 0; i < columns.size(); i++) {
            if (Arrays.asList(names).contains(columns.get(i).name())) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from " + table + " where force_id = :force)")
                .param("force", force.id())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Merged merge(Chunk chunk) {
        if (lookup != null) {
            jdbc.sql("lock table " + lookup.source() + " in share mode").update();
        }
        long accepted = store(chunk);
        if (follower != null && accepted > 0) {
            jdbc.sql(follower)
                    .param("force", force.id())
                    .param("keys", chunk.rows().stream().map(row -> row[0]).toArray(String[]::new))
                    .update();
        }
        return new Merged(accepted, List.of(), List.of());
    }

    private long store(Chunk chunk) {
        if (chunk.first() && lookup == null && goesStraightIn(chunk)) {
            return chunk.size();
        }
        stage(chunk);
        long added = jdbc.sql(filled(ADD))
                .param("force", force.id())
                .param("received", Timestamp.from(chunk.receivedAt()))
                .param("batch", chunk.batchId())
                .update();
        return added == chunk.size() ? added : added + change(chunk);
    }

    /** A first load has nothing to compare with. A key that is there twice in the file sends its chunk the long way. */
    private boolean goesStraightIn(Chunk chunk) {
        List<String> targets = new ArrayList<>(List.of("force_id", "received_at", "batch_id"));
        columns.forEach(column -> targets.add(column.target()));
        CopyBuffer rows = new CopyBuffer();
        for (@Nullable Object[] row : chunk.rows()) {
            rows.row(targets.size());
            rows.value(force.id());
            rows.value(chunk.receivedAt());
            rows.value(chunk.batchId());
            for (Object value : row) {
                rows.value(value);
            }
        }
        jdbc.sql("savepoint straight_in").update();
        try {
            copy.copy(table, targets, rows);
            jdbc.sql("release savepoint straight_in").update();
            return true;
        } catch (DuplicateKeyException e) {
            jdbc.sql("rollback to savepoint straight_in").update();
            return false;
        }
    }

    private void stage(Chunk chunk) {
        jdbc.sql("create temporary table if not exists " + staging() + " (ordinal integer, "
                        + joined(c -> true, c -> staged(c) + " " + c.type().sql(), ", ") + ") on commit delete rows")
                .update();
        List<String> targets = new ArrayList<>(List.of("ordinal"));
        columns.forEach(column -> targets.add(staged(column)));
        CopyBuffer rows = new CopyBuffer();
        for (int ordinal = 0; ordinal < chunk.size(); ordinal++) {
            rows.row(targets.size());
            rows.value(ordinal);
            for (Object value : chunk.rows().get(ordinal)) {
                rows.value(value);
            }
        }
        copy.copy(staging(), targets, rows);
    }

    private String staging() {
        return "stage_" + name;
    }

    private long change(Chunk chunk) {
        return jdbc.sql(filled(CHANGE))
                .param("force", force.id())
                .param("received", Timestamp.from(chunk.receivedAt()))
                .param("batch", chunk.batchId())
                .query(Long.class)
                .single();
    }

    private String filled(String sql) {
        return sql.replace("${keyNames}", joined(FeedColumn::key, ContextFeed::staged, ", "))
                .replace("${staging}", staging())
                .replace("${name}", name)
                .replace("${table}", table)
                .replace("${lookupTarget}", lookup == null ? "" : lookup.target() + ",")
                .replace("${lookup}", lookup == null ? "" : "(" + lookup.sql() + "),")
                .replace("${sameKey}", joined(FeedColumn::key, ContextFeed::sameKey, " and "))
                .replace("${plainStored}", joined(c -> !c.key(), c -> "t." + c.target() + ",", " "))
                .replace("${plainStaged}", joined(c -> !c.key(), c -> "s." + staged(c) + ",", " "))
                .replace("${plainExcluded}", joined(c -> !c.key(), c -> "excluded." + c.target() + ",", " "))
                .replace("${targets}", joined(c -> true, FeedColumn::target, ", "))
                .replace("${staged}", joined(c -> true, c -> "s." + staged(c), ", "))
                .replace("${keyTargets}", joined(FeedColumn::key, FeedColumn::target, ", "))
                .replace("${update}", joined(c -> !c.key(), c -> c.target() + " = excluded." + c.target() + ",", " "));
    }

    /** Plain equality where it can be, as only that can use the index well. */
    private static String sameKey(FeedColumn column) {
        String operator = column.required() ? " = s." : " is not distinct from s.";
        return "t." + column.target() + operator + staged(column);
    }

    /** Quoted, as the contract uses words of SQL ({@code from}, {@code to}, {@code end}) as names. */
    private static String staged(FeedColumn column) {
        return '"' + column.name() + '"';
    }

    private String joined(Predicate<FeedColumn> which, Function<FeedColumn, String> text, String separator) {
        return columns.stream().filter(which).map(text).collect(Collectors.joining(separator));
    }
}
