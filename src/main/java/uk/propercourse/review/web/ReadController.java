package uk.propercourse.review.web;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.EventVerdicts;
import uk.propercourse.review.ExportService;
import uk.propercourse.review.FlagStatus;
import uk.propercourse.security.TokenAuthentication;

/** Section 2 of the feed contract: what came of it. */
@RestController
@WebOnly
@RequestMapping("/api/v1")
class ReadController {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    private final ExportService export;
    private final EventVerdicts events;

    ReadController(ExportService export, EventVerdicts events) {
        this.export = export;
        this.events = events;
    }

    /** One event with its verdict. */
    @GetMapping(path = "/access-events/{systemCode}/{*eventId}")
    ResponseEntity<String> event(
            @PathVariable String systemCode, @PathVariable String eventId, TokenAuthentication caller) {
        caller.require("read:verdicts");
        String id = eventId.substring(1);
        Optional<String> found = events.find(systemCode, id);
        return found.map(json -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(json))
                .orElseThrow(() -> new PageNotFoundException("event " + id + " of the system " + systemCode));
    }

    /** Verdicts of accesses in a span of time. */
    @GetMapping("/verdicts")
    ResponseEntity<StreamingResponseBody> verdicts(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            TokenAuthentication caller) {
        caller.require("read:verdicts");
        return ResponseEntity.ok().contentType(NDJSON).body(out -> export.writeVerdicts(from, to, out));
    }

    /** Flags raised in a span of time, highest score first. */
    @GetMapping("/flags")
    ResponseEntity<StreamingResponseBody> flags(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            TokenAuthentication caller) {
        caller.require("read:flags");
        if (status != null && FlagStatus.find(status).isEmpty()) {
            throw new UnknownStatusException(status);
        }
        return ResponseEntity.ok().contentType(NDJSON).body(out -> export.writeFlags(status, from, to, out));
    }
}
