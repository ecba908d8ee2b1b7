package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;

/**
 * The stories whose findings changed, for whoever makes flags of them: in the temporary table {@code touched} of the
 * transaction that changed them, or kept until the flags of earlier slices are made.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class TouchedStories {

    private final JdbcClient jdbc;
    private final Force force;

    TouchedStories(JdbcClient jdbc, Force force) {
        this.jdbc = jdbc;
        this.force = force;
    }

    /** Empties {@code touched} for this transaction. */
    void begin() {
        jdbc.sql("create temporary table if not exists touched (staff_id text, story text) on commit delete rows")
                .update();
        jdbc.sql("truncate touched").update();
    }

    /** Keeps what is in {@code touched} beyond this transaction. */
    public void keep(Instant sliceEnd) {
        jdbc.sql("""
                        insert into rules.touched_story (force_id, slice_end, staff_id, story)
                        select distinct :force, :end::timestamptz, staff_id, story from touched
                        on conflict do nothing
                        """)
                .param("force", force.id())
                .param("end", Timestamp.from(sliceEnd))
                .update();
    }

    /**
     * Puts what was kept of slices up to that end into {@code touched}.
     *
     * @return whether there was any
     */
    public boolean recall(Instant sliceEnd) {
        begin();
        return jdbc.sql("""
                        with kept as (
                          delete from rules.touched_story where force_id = :force and slice_end <= :end
                          returning staff_id, story)
                        insert into touched select distinct staff_id, story from kept
                        """)
                        .param("force", force.id())
                        .param("end", Timestamp.from(sliceEnd))
                        .update()
                > 0;
    }

    /** When the newest finding was raised; long ago where there is none. */
    public Instant newestFinding() {
        return jdbc.sql("select coalesce(max(raised_at), 'epoch') from rules.finding where force_id = :force")
                .param("force", force.id())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
