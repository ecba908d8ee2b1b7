package uk.propercourse.reporting.web;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.reporting.Statistics;

/** The year to 31 March that a page or file is about. */
@Component
@WebOnly
class ReportedYear {

    private static final int FIRST = 2000;
    private static final int LAST = 2100;

    private final Clock clock;

    ReportedYear(Clock clock) {
        this.clock = clock;
    }

    /** What a file of that year counts, for whoever has the file alone. */
    static String filter(int year) {
        return "decided from " + (year - 1) + "-04-01 to " + year + "-03-31";
    }

    /** The year that was asked for; today's where none was, or one that nobody reports on. */
    int of(@Nullable Integer asked) {
        return asked == null || asked < FIRST || asked > LAST ? Statistics.yearOf(London.day(clock.instant())) : asked;
    }
}
