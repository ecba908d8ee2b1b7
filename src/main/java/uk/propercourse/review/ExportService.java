package uk.propercourse.review;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/** Flags and verdicts as NDJSON in the shapes of the feed contract, streamed from the database row by row. */
@Service
@Transactional(readOnly = true)
public class ExportService {

    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final int FETCH = 2_000;

    private final JdbcTemplate jdbc;
    private final Force force;

    ExportService(JdbcTemplate jdbc, Force force) {
        this.jdbc = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
        this.jdbc.setFetchSize(FETCH);
        this.force = force;
    }

    /**
     * Writes flags, highest score first. Those of a covert matter are left out, here and in verdicts.
     *
     * @param status only those of that status, or all when null
     * @param from raised from then, inclusive, or null
     * @param to raised before then, or null
     */
    public void writeFlags(@Nullable String status, @Nullable Instant from, @Nullable Instant to, OutputStream out) {
        write(
                out,
                """
                select json_build_object('flag_id', f.flag_id, 'staff_id', f.staff_id, 'record_type', f.record_type,
                  'record_id', f.record_id, 'score', f.score, 'raised_at', kernel.iso(f.raised_at),
                  'first_event_at', kernel.iso(f.first_event_at), 'last_event_at', kernel.iso(f.last_event_at),
                  'status', f.status, 'dossier_score', f.dossier_score,
                  'rules', (select coalesce(json_agg(json_build_object('code', c.rule_code, 'version', c.rule_version,
                    'contribution', c.contribution) order by c.contribution desc, c.rule_code), '[]')
                    from review.flag_contribution c where c.flag_id = f.flag_id),
                  'event_ids', (select coalesce(json_agg(e.system_code || '/' || e.event_id order by e.occurred_at, e.event_id), '[]')
                    from review.flag_event fe join access.access_event e on e.force_id = fe.force_id
                      and e.event_key = fe.event_key and e.occurred_at = fe.occurred_at
                    where fe.flag_id = f.flag_id))::text
                from review.flag f
                where f.force_id = ? and (?::text is null or f.status = ?) and f.raised_at >= ? and f.raised_at < ?
                  and %s
                order by f.score desc, f.flag_id
                """.formatted(Visibility.isOvert("f")),
                force.id(),
                status,
                status,
                Timestamp.from(from == null ? BEGINNING : from),
                Timestamp.from(to == null ? END : to));
    }

    /**
     * Writes verdicts in the order of the accesses.
     *
     * @param from of accesses from then, inclusive, or null
     * @param to of accesses before then, or null
     */
    public void writeVerdicts(@Nullable Instant from, @Nullable Instant to, OutputStream out) {
        // How many events have flags is more than the planner guesses: a nested loop over them would be quadratic.
        jdbc.execute("set local enable_nestloop = off");
        write(
                out,
                VERDICT + """
                where v.force_id = ? and v.occurred_at >= ? and v.occurred_at < ?
                order by v.occurred_at, v.event_key
                """,
                force.id(),
                Timestamp.from(from == null ? BEGINNING : from),
                Timestamp.from(to == null ? END : to));
    }

    /** The verdict of one event as JSON; empty while it is not judged. */
    public Optional<String> findVerdict(UUID eventKey) {
        return jdbc
                .queryForList(VERDICT + " where v.force_id = ? and v.event_key = ?", String.class, force.id(), eventKey)
                .stream()
                .findFirst();
    }

    /** The verdict of one event's shape, over {@code v} (the verdict), {@code e} (the event) and {@code f} (its flags). */
    private static final String VERDICT = """
            with flagged as (
              select force_id, event_key, json_agg(flag_id order by flag_id) as flag_ids from review.flag_event
              where exists (
                select from review.flag f where f.flag_id = flag_event.flag_id and %s)
              group by 1, 2
            )
            select json_build_object('system_code', e.system_code, 'event_id', e.event_id, 'staff_id', v.staff_id,
              'explained', v.explained, 'explanation', v.template, 'strength', v.strength, 'settled', v.settled,
              'flag_ids', coalesce(f.flag_ids, '[]'))::text
            from explanation.verdict v
            join access.access_event e on e.force_id = v.force_id and e.event_key = v.event_key
              and e.occurred_at = v.occurred_at
            left join flagged f on f.force_id = v.force_id and f.event_key = v.event_key
            """.formatted(Visibility.isOvert("f"));

    private void write(OutputStream out, String sql, @Nullable Object... arguments) {
        try {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            RowCallbackHandler line = row -> {
                try {
                    writer.write(row.getString(1));
                    writer.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            jdbc.query(sql, line, arguments);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
