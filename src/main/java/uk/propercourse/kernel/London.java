package uk.propercourse.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.WeekFields;
import java.util.Locale;

/** Questions about local time ("which day?", "which week?"), which for a force in England and Wales is London's. */
public final class London {

    /** The zone of every local question. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.UK);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss z", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);

    private London() {}

    /** The calendar day on which the instant falls in London. */
    public static LocalDate day(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /** The Monday of the ISO week in which the instant falls in London. */
    public static LocalDate weekOf(Instant instant) {
        return day(instant).with(WeekFields.ISO.dayOfWeek(), 1);
    }

    /** For lists: {@code 22 Nov 2026 14:05}. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant.atZone(ZONE));
    }

    /** For evidence: {@code 22 Nov 2026 14:05:09 GMT}. */
    public static String second(Instant instant) {
        return SECOND.format(instant.atZone(ZONE));
    }

    /** {@code 22 Nov 2026}. */
    public static String date(LocalDate day) {
        return DAY.format(day);
    }
}
