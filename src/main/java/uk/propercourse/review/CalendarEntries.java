package uk.propercourse.review;

import java.util.List;
import uk.propercourse.security.SignedInUser;

/** What a module adds to the calendar of a user. */
public interface CalendarEntries {

    /** What that user has to do; empty for whoever has no business with it. */
    List<CalendarEntry> list(SignedInUser user);
}
