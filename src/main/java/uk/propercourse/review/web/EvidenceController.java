package uk.propercourse.review.web;

import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.FlagEvents;
import uk.propercourse.review.FlagId;
import uk.propercourse.security.SignedInUser;

/** A flag's accesses to take away: readable, with the proof that they are as they were received. */
@Controller
@WebOnly
class EvidenceController {

    private final FlagEvents events;
    private final EvidenceBundles bundles;

    EvidenceController(FlagEvents events, EvidenceBundles bundles) {
        this.events = events;
        this.bundles = bundles;
    }

    @GetMapping("/flags/{flagId}/evidence.zip")
    ResponseEntity<StreamingResponseBody> evidence(
            @AuthenticationPrincipal SignedInUser user, @PathVariable UUID flagId) {
        EvidenceBundles.Bundle bundle = bundles.prepare(events.list(user, new FlagId(flagId)));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + flagId + ".zip\"")
                .body(bundle::writeTo);
    }
}
