package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A London day of which accesses are drawn.
 *
 * @param oneIn one access in so many is drawn
 * @param commitment SHA-256 of the seed, hexadecimal
 * @param seed hexadecimal; null until the day is over
 * @param accesses of the day, as of the last draw; null until then
 * @param drawn of them
 * @param explained of the drawn, those that casework explains
 * @param judged of the drawn, those that somebody has looked at
 * @param notShown of the judged, those of which no purpose was shown
 */
public record SampleDay(
        LocalDate day,
        int oneIn,
        String commitment,
        Instant committedAt,
        @Nullable String seed,
        @Nullable Long accesses,
        long drawn,
        long explained,
        long judged,
        long notShown) {}
