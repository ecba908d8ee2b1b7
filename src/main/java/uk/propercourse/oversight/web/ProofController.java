package uk.propercourse.oversight.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import uk.propercourse.access.EventName;
import uk.propercourse.access.EventProofs;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.security.TokenAuthentication;

/** Proofs about the ledger, with a token of scope {@code read:ledger}. Hashes are base64. */
@RestController
@WebOnly
@RequestMapping("/api/v1/ledger")
class ProofController {

    private static final String SCOPE = "read:ledger";

    private final LedgerReader ledger;
    private final EventProofs events;
    private final EvidenceBundles bundles;

    ProofController(LedgerReader ledger, EventProofs events, EvidenceBundles bundles) {
        this.ledger = ledger;
        this.events = events;
        this.bundles = bundles;
    }

    /** The keys that signed checkpoints, oldest first, as C2SP verifier keys. */
    @GetMapping("/keys")
    List<String> keys(TokenAuthentication caller) {
        caller.require(SCOPE);
        return ledger.listVerifierKeys();
    }

    /** A leaf, its path to the root of a tree, lowest sibling first. */
    record Inclusion(long leaf, long size, String leafHash, List<String> path) {}

    /** That a leaf is in the tree of that size; the newest checkpoint's without one. */
    @GetMapping("/inclusion")
    Inclusion inclusion(
            @RequestParam long leaf, @RequestParam(defaultValue = "-1") long size, TokenAuthentication caller) {
        caller.require(SCOPE);
        return inclusion(leaf, size);
    }

    private Inclusion inclusion(long leaf, long size) {
        long of = size < 0
                ? ledger.findLatest().orElseThrow(NothingSealedException::new).size()
                : size;
        List<String> path = texts(ledger.inclusionProof(leaf, of));
        return new Inclusion(leaf, of, text(ledger.getLeafHash(leaf)), path);
    }

    /** That an event is in the tree of the newest checkpoint. */
    @GetMapping("/events/{systemCode}/{*eventId}")
    Inclusion event(@PathVariable String systemCode, @PathVariable String eventId, TokenAuthentication caller) {
        caller.require(SCOPE);
        return inclusion(events.getLeaf(new EventName(systemCode, eventId.substring(1))), -1);
    }

    /** What shows that one tree is the beginning of another. */
    record Consistency(long from, long to, List<String> proof) {}

    /** That the tree of the first size is the beginning of the other. */
    @GetMapping("/consistency")
    Consistency consistency(@RequestParam long from, @RequestParam long to, TokenAuthentication caller) {
        caller.require(SCOPE);
        return new Consistency(from, to, texts(ledger.consistencyProof(from, to)));
    }

    /** How many cosignatures were kept. */
    record Cosigned(int kept) {}

    /** Takes a witness's cosignatures of a checkpoint: the note with the witness's lines. */
    @PostMapping(path = "/cosignatures", consumes = MediaType.TEXT_PLAIN_VALUE)
    Cosigned cosign(@RequestBody String note, TokenAuthentication caller) {
        caller.require(SCOPE);
        return new Cosigned(ledger.cosign(note));
    }

    /**
     * The evidence bundle of events, named as {@code SYSTEM/EVENT_ID}: it holds their content, so that it needs the scope
     * {@code read:verdicts} as well.
     */
    @PostMapping(path = "/evidence-bundles", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StreamingResponseBody> bundle(@RequestBody List<String> names, TokenAuthentication caller) {
        caller.require(SCOPE);
        caller.require("read:verdicts");
        EvidenceBundles.Bundle bundle =
                bundles.prepare(names.stream().map(EventName::parse).toList());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence.zip\"")
                .body(out -> write(bundle, out));
    }

    private static void write(EvidenceBundles.Bundle bundle, OutputStream out) throws IOException {
        bundle.writeTo(out);
    }

    private static List<String> texts(List<byte[]> hashes) {
        return hashes.stream().map(ProofController::text).toList();
    }

    private static String text(byte[] hash) {
        return Base64.getEncoder().encodeToString(hash);
    }
}
