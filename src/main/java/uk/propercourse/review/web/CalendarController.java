package uk.propercourse.review.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.CalendarEntries;
import uk.propercourse.review.CalendarEntry;
import uk.propercourse.security.SignedInUser;

/** A user's own deadlines as a calendar file (RFC 5545), each with an alarm a day before. No personal data is in it. */
@Controller
@WebOnly
class CalendarController {

    private static final Duration BEFORE = Duration.ofDays(-1);

    private final List<CalendarEntries> sources;
    private final String address;

    CalendarController(
            List<CalendarEntries> sources, @Value("${propercourse.address:http://localhost:8080}") String address) {
        this.sources = List.copyOf(sources);
        this.address = address;
    }

    @GetMapping("/calendar.ics")
    ResponseEntity<byte[]> calendar(@AuthenticationPrincipal SignedInUser user) throws IOException {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Proper Course//Deadlines//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        sources.stream().flatMap(source -> source.list(user).stream()).forEach(entry -> calendar.add(event(entry)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CalendarOutputter(false).output(calendar, out);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"deadlines.ics\"")
                .body(out.toByteArray());
    }

    private VEvent event(CalendarEntry entry) {
        VEvent event = new VEvent(entry.due(), entry.title());
        event.add(new Uid(entry.id() + "@propercourse"));
        event.add(new Url(URI.create(address + entry.path())));
        VAlarm alarm = new VAlarm(BEFORE);
        alarm.add(ImmutableAction.DISPLAY);
        alarm.add(new Description(entry.title()));
        event.add(alarm);
        return event;
    }
}
