package uk.propercourse.web;

import java.time.LocalDate;

/** Days that people type into forms and addresses. */
public final class Days {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    private Days() {}

    /** Whether a day is of a year that somebody can mean, 2000 to 2199, so that it can be counted with and stored. */
    public static boolean isCalendar(LocalDate day) {
        return !day.isBefore(FIRST) && !day.isAfter(LAST);
    }
}
