package uk.propercourse.review;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.intake.IntakeLog;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.SignedInUser;

/**
 * Feeds that explain accesses and have not kept up with the accesses: until they do, work that was done looks unexplained.
 */
@Component
@WebOnly
@Order(3)
class FeedNotices implements TodayNotices {

    /** What changes with every shift; of the others, such as staff and training, a day more makes no difference. */
    private static final List<String> DAILY = List.of("duty", "cases", "case_assignments", "case_links");

    private static final String ACCESS = "access";
    private static final Duration BEHIND = Duration.ofHours(24);

    private final IntakeLog log;

    FeedNotices(IntakeLog log) {
        this.log = log;
    }

    @Override
    public List<TodayNotice> list(SignedInUser user) {
        Map<String, Instant> last =
                log.findLast(Stream.concat(DAILY.stream(), Stream.of(ACCESS)).toList());
        Instant accesses = last.get(ACCESS);
        if (accesses == null) {
            return List.of();
        }
        List<String> behind = DAILY.stream()
                .map(feed -> behind(feed, last.get(feed), accesses))
                .filter(Objects::nonNull)
                .toList();
        return behind.isEmpty()
                ? List.of()
                : List.of(new TodayNotice(
                        English.count(behind.size(), "feed weakens", "feeds weaken") + " today’s flags: "
                                + String.join(", ", behind),
                        null));
    }

    private static @Nullable String behind(String feed, @Nullable Instant last, Instant accesses) {
        String name = English.words(feed);
        if (last == null) {
            return name + " has never come";
        }
        Duration lag = Duration.between(last, accesses);
        return lag.compareTo(BEHIND) < 0 ? null : name + ", " + lag.toHours() + " h behind the accesses";
    }
}
