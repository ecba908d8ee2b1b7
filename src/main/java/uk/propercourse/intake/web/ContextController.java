package uk.propercourse.intake.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.Format;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.TokenAuthentication;

/** Section 2 of the feed contract: rows over HTTP. The receipt is sent when they are durable. */
@RestController
@WebOnly
@RequestMapping(
        path = "/api/v1",
        consumes = {"text/csv", "application/x-ndjson"})
class ContextController {

    private static final int RETRY_SECONDS = 2;

    private final IntakeService intake;
    private final IntakeGate gate;

    ContextController(IntakeService intake, IntakeGate gate) {
        this.intake = intake;
        this.gate = gate;
    }

    /** Rows of a kind of context. */
    @PostMapping("/context/{kind}")
    ResponseEntity<Object> context(
            @PathVariable String kind,
            @RequestHeader("Content-Type") MediaType type,
            InputStream body,
            TokenAuthentication caller)
            throws IOException {
        Feed feed = intake.getFeed(kind);
        // Access events are no context: they have an address and scopes of their own.
        caller.require(kind.equals(Feed.ACCESS) ? "events:*" : "context:" + kind);
        return load(feed, type, body, caller, IntakeService.Admission.EVERYTHING);
    }

    /** Access events; a token for some systems may send events of those only, others go to quarantine. */
    @PostMapping("/access-events")
    ResponseEntity<Object> accessEvents(
            @RequestHeader("Content-Type") MediaType type, InputStream body, TokenAuthentication caller)
            throws IOException {
        if (caller.token().scopes().stream().noneMatch(scope -> scope.startsWith("events:"))) {
            caller.require("events:*");
        }
        return load(intake.getFeed(Feed.ACCESS), type, body, caller, values -> {
            String system = String.valueOf(values[0]);
            return caller.token().covers("events:" + system)
                    ? null
                    : "the token " + caller.token().name() + " may not send events of the system " + system;
        });
    }

    /** The receipt, or 429 before anything of the body was read. */
    private ResponseEntity<Object> load(
            Feed feed, MediaType type, InputStream body, TokenAuthentication caller, IntakeService.Admission admission)
            throws IOException {
        Format format = type.isCompatibleWith(MediaType.parseMediaType("text/csv")) ? Format.CSV : Format.NDJSON;
        String sender = caller.token().name();
        if (!gate.enter(sender)) {
            return busy();
        }
        try {
            return ResponseEntity.ok(
                    intake.load(feed, new IntakeService.Source("HTTP", sender, format), body, admission, rows -> {}));
        } finally {
            gate.leave(sender);
        }
    }

    private static ResponseEntity<Object> busy() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many bodies are being stored at once. Nothing of this one was read: send it again in "
                        + RETRY_SECONDS + " seconds.");
        problem.setType(URI.create("urn:proper-course:problem:busy"));
        problem.setProperty("code", "busy");
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_SECONDS))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
