package uk.propercourse.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The content of events was erased, in this transaction: what was derived from it must go as well.
 *
 * @param eventKeys the keys of the events
 * @param first when the earliest of them occurred
 * @param last when the latest did
 */
public record EventsErased(List<UUID> eventKeys, Instant first, Instant last) {

    /** Copies the list. */
    public EventsErased {
        eventKeys = List.copyOf(eventKeys);
    }
}
