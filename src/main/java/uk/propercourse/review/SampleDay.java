package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A London day of which accesses are drawn.
 *
 * @param oneIn one access in so many is drawn
 * @param coverDays the span in which everybody is drawn at least once, 0 for none
 * @param commitment SHA-256 of the seed, hexadecimal
 * @param seed hexadecimal; null until the day is over
 * @param accesses of the day, as of the last draw; null until then
 * @param drawn of them, by lot
 * @param covered of them, drawn beside that so that nobody is left out for too long
 * @param explained of the drawn, those that casework explains
 * @param judged of the drawn, those that somebody has looked at
 * @param notShown of the judged, those of which no purpose was shown
 */
public record SampleDay(
        LocalDate day,
        int oneIn,
        int coverDays,
        String commitment,
        Instant committedAt,
        @Nullable String seed,
        @Nullable Long accesses,
        long drawn,
        long covered,
        long explained,
        long judged,
        long notShown) {}
