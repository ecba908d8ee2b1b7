package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of the queue is wanted.
 *
 * @param status only flags of that status, or all when null
 * @param rule only flags to which that rule contributes, or all when null
 * @param unit only flags of people now posted to that unit, or all when null
 * @param person only flags about that member of staff, or all when null
 * @param record only flags about that record, as {@code TYPE/ID}, or all when null
 * @param minScore only flags of at least that score
 * @param sort the order
 * @param after the last flag of the page before, or null for the first page
 */
public record FlagFilter(
        @Nullable String status,
        @Nullable String rule,
        @Nullable String unit,
        @Nullable String person,
        @Nullable String record,
        int minScore,
        Sort sort,
        @Nullable Position after) {

    /** Flags on a page. */
    public static final int PAGE = 25;

    /** The order of the queue; the flag's id breaks ties. */
    public enum Sort {
        /** Strongest flag first, of equals the one in the strongest dossier. */
        SCORE,
        /** Most recently raised first. */
        NEWEST,
        /** Longest waiting first. */
        OLDEST
    }

    /** Where a page ends. */
    public record Position(double dossier, int score, Instant raisedAt, UUID flagId) {

        /** As it stands in a URL. */
        public String encoded() {
            return dossier + "_" + score + "_" + raisedAt + "_" + flagId;
        }

        /** Read from a URL; null when it is not one of ours. */
        public static @Nullable Position decode(@Nullable String text) {
            String[] parts = text == null ? new String[0] : text.split("_", 4);
            try {
                return parts.length == 4
                        ? new Position(
                                Double.parseDouble(parts[0]),
                                Integer.parseInt(parts[1]),
                                Instant.parse(parts[2]),
                                UUID.fromString(parts[3]))
                        : null;
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                return null;
            }
        }
    }
}
