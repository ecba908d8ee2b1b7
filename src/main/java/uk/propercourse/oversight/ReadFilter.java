package uk.propercourse.oversight;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which reads are asked for; null for any.
 *
 * @param reader the name of a user or token
 * @param person the staff number of whom they read about
 * @param from first London day
 * @param to last London day
 * @param close only of people whom the reader stands close to
 * @param before only reads before that one: for the next page
 */
public record ReadFilter(
        @Nullable String reader,
        @Nullable String person,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean close,
        @Nullable Long before) {

    /** Reads on a page. */
    public static final int PAGE = 50;
}
