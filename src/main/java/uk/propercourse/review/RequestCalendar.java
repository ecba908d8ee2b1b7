package uk.propercourse.review;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Role;
import uk.propercourse.security.SignedInUser;

/** When the user's own answers are due, and the decisions about their team. */
@Component
@WebOnly
@Order(1)
class RequestCalendar implements CalendarEntries {

    private final OfficerReplies own;
    private final SupervisorReplies team;

    RequestCalendar(OfficerReplies own, SupervisorReplies team) {
        this.own = own;
        this.team = team;
    }

    @Override
    public List<CalendarEntry> list(SignedInUser user) {
        List<CalendarEntry> entries = new ArrayList<>();
        if (user.roles().contains(Role.OFFICER) || user.roles().contains(Role.SUPERVISOR)) {
            own.list(user).stream()
                    .filter(request -> request.status() == RequestStatus.WITH_OFFICER)
                    .forEach(request -> entries.add(entry(request, "Your answer is due", "/requests/")));
        }
        if (user.roles().contains(Role.SUPERVISOR)) {
            team.list(user).forEach(request -> entries.add(entry(request, "Your decision is due", "/justifications/")));
        }
        return entries;
    }

    private static CalendarEntry entry(RequestSummary request, String title, String path) {
        return new CalendarEntry(request.status() + "-" + request.id(), request.dueAt(), title, path + request.id());
    }
}
