package uk.propercourse.access;

/**
 * An event by what its source calls it.
 *
 * @param systemCode the system
 * @param eventId the system's own identifier
 */
public record EventName(String systemCode, String eventId) {

    /**
     * Reads {@code SYSTEM/EVENT_ID}.
     *
     * @throws UnknownEventException when it has not that form
     */
    public static EventName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new UnknownEventException(text, "");
        }
        return new EventName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return systemCode + "/" + eventId;
    }
}
