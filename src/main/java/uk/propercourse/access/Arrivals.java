package uk.propercourse.access;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Repository;
import uk.propercourse.intake.CopyBuffer;
import uk.propercourse.intake.RowCopy;
import uk.propercourse.kernel.Force;

/** Queues stored events for whoever judges, in the transaction that stores them: one row of two arrays for each append. */
@Repository
class Arrivals {

    private static final List<String> COLUMNS = List.of("force_id", "append_id", "first_at", "event_keys", "times");

    private final RowCopy copy;
    private final Force force;

    Arrivals(RowCopy copy, Force force) {
        this.copy = copy;
        this.force = force;
    }

    /** Queues the events of an append, at least one. */
    void add(long appendId, List<AccessRow> events) {
        List<Instant> times = events.stream().map(AccessRow::occurredAt).toList();
        CopyBuffer row = new CopyBuffer();
        row.row(COLUMNS.size());
        row.value(force.id());
        row.value(appendId);
        row.value(times.stream().min(Instant::compareTo).orElseThrow());
        row.value(events.stream().map(AccessRow::eventKey).toList());
        row.value(times);
        copy.copy("access.arrival_chunk", COLUMNS, row);
    }
}
