package uk.propercourse.investigation;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.TodayNotice;
import uk.propercourse.review.TodayNotices;
import uk.propercourse.security.SignedInUser;

/** Referrals to the IOPC whose clock runs. */
@Component
@WebOnly
@Order(1)
class ClockNotices implements TodayNotices {

    private final InvestigationReader reader;

    ClockNotices(InvestigationReader reader) {
        this.reader = reader;
    }

    @Override
    public List<TodayNotice> list(SignedInUser user) {
        int running = reader.list(user, InvestigationFilter.RUNNING_CLOCK).size();
        return running == 0
                ? List.of()
                : List.of(new TodayNotice(
                        English.count(running, "referral clock runs", "referral clocks run"),
                        "/investigations?clock=true"));
    }
}
