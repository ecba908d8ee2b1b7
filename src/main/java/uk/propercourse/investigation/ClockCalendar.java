package uk.propercourse.investigation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.CalendarEntries;
import uk.propercourse.review.CalendarEntry;
import uk.propercourse.review.Compartments;
import uk.propercourse.security.SignedInUser;

/** When referrals to the IOPC are due whose clock runs; of covert matters nothing leaves the application. */
@Component
@WebOnly
@Order(3)
class ClockCalendar implements CalendarEntries {

    private final InvestigationReader reader;
    private final Compartments compartments;

    ClockCalendar(InvestigationReader reader, Compartments compartments) {
        this.reader = reader;
        this.compartments = compartments;
    }

    @Override
    public List<CalendarEntry> list(SignedInUser user) {
        if (!user.isProfessionalStandards()) {
            return List.of();
        }
        Set<StaffId> covert = compartments.listCovert();
        return reader.list(user, InvestigationFilter.RUNNING_CLOCK).stream()
                .filter(summary -> !covert.contains(summary.staff()))
                .flatMap(summary -> entry(user, summary))
                .toList();
    }

    /** Few clocks run at a time. */
    private Stream<CalendarEntry> entry(SignedInUser user, InvestigationSummary summary) {
        return Step.openClock(reader.get(user, summary.id()).steps())
                .flatMap(step -> Optional.ofNullable(step.dueAt()))
                .map(due -> new CalendarEntry(
                        "CLOCK-" + summary.id(),
                        due,
                        "Referral to the IOPC is due: " + summary.reference(),
                        "/investigations/" + summary.id()))
                .stream();
    }
}
