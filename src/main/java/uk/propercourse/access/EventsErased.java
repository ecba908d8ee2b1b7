package uk.propercourse.access;

import java.util.List;
import java.util.UUID;

/**
 * The content of events was erased, in this transaction: what was derived from it must go as well.
 *
 * @param eventKeys the keys of the events
 */
public record EventsErased(List<UUID> eventKeys) {

    /** Copies the list. */
    public EventsErased {
        eventKeys = List.copyOf(eventKeys);
    }
}
