package uk.propercourse.access;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when an event is named that is not stored. */
public final class UnknownEventException extends NotFoundException {

    UnknownEventException(String systemCode, String eventId) {
        super("There is no event " + systemCode + "/" + eventId + ".");
    }

    @Override
    public String code() {
        return "unknown-event";
    }
}
