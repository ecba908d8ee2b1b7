package uk.propercourse.intake.web;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.Format;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.Receipt;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.TokenAuthentication;

/** Section 2 of the feed contract: rows over HTTP. The receipt is sent when they are durable. */
@RestController
@WebOnly
@RequestMapping(
        path = "/api/v1",
        consumes = {"text/csv", "application/x-ndjson"})
class ContextController {

    private final IntakeService intake;

    ContextController(IntakeService intake) {
        this.intake = intake;
    }

    /** Rows of a kind of context. */
    @PostMapping("/context/{kind}")
    Receipt context(
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
    Receipt accessEvents(@RequestHeader("Content-Type") MediaType type, InputStream body, TokenAuthentication caller)
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

    private Receipt load(
            Feed feed, MediaType type, InputStream body, TokenAuthentication caller, IntakeService.Admission admission)
            throws IOException {
        Format format = type.isCompatibleWith(MediaType.parseMediaType("text/csv")) ? Format.CSV : Format.NDJSON;
        return intake.load(
                feed, new IntakeService.Source("HTTP", caller.token().name(), format), body, admission, rows -> {});
    }
}
