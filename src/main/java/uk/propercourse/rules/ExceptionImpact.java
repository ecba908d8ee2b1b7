package uk.propercourse.rules;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exception would have held back in a period of the past.
 *
 * @param from first London day
 * @param to last London day
 * @param sampled null where all accesses were asked about; else the numbers are estimates from one in so many members of staff
 * @param matches accesses that the rule fires on
 * @param heldMatches of them, those that the exception holds back
 * @param stories members of staff and stories that the matches belong to
 * @param heldStories of them, those of which nothing would be left
 * @param units where the held stories are, most first
 * @param sample some of the held accesses, newest first
 */
public record ExceptionImpact(
        LocalDate from,
        LocalDate to,
        @Nullable Integer sampled,
        long matches,
        long heldMatches,
        long stories,
        long heldStories,
        List<BackTestReport.UnitShare> units,
        List<BackTestReport.Sample> sample) {}
