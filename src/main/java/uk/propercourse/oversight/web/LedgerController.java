package uk.propercourse.oversight.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.access.EventName;
import uk.propercourse.access.EventProofs;
import uk.propercourse.access.UnknownEventException;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.LedgerReader;

/** The ledger for people: its state, its keys, whether an event is as it was sealed, and the verifier to take away. */
@Controller
@WebOnly
@RequestMapping("/ledger")
class LedgerController {

    private final LedgerReader ledger;
    private final EventProofs events;

    LedgerController(LedgerReader ledger, EventProofs events) {
        this.ledger = ledger;
        this.events = events;
    }

    @GetMapping
    String show(@RequestParam(required = false) @Nullable String event, Model model) {
        model.addAttribute("checkpoint", ledger.findLatest().orElse(null));
        model.addAttribute("keys", ledger.listVerifierKeys());
        model.addAttribute("event", event);
        if (event != null && !event.isBlank()) {
            model.addAttribute("standings", standings(event.strip()));
        }
        return "oversight/ledger";
    }

    private List<EventProofs.Standing> standings(String event) {
        try {
            return events.listStandings(EventName.parse(event));
        } catch (UnknownEventException e) {
            return List.of();
        }
    }

    /** The page that checks bundles, to be kept and opened without this application. */
    @GetMapping("/verify.html")
    ResponseEntity<Resource> verifier() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"verify.html\"")
                .body(new ClassPathResource("verifier/verify.html"));
    }
}
