package uk.propercourse.oversight.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.security.TokenAuthentication;

/**
 * The log for any client of C2SP tlog-tiles, with a token of scope {@code read:ledger}. Entries themselves are not served:
 * they are personal data, and their salted hashes are all that a proof needs.
 */
@RestController
@WebOnly
class LogController {

    private static final String SCOPE = "read:ledger";
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain; charset=utf-8");

    private final LedgerReader ledger;

    LogController(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** The newest checkpoint, a signed note. */
    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint(TokenAuthentication caller) {
        caller.require(SCOPE);
        String note =
                ledger.findLatest().orElseThrow(NothingSealedException::new).note();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .cacheControl(CacheControl.noStore())
                .body(note);
    }

    /** A tile of hashes. A tile never changes, so that it may be kept for ever. */
    @GetMapping("/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path, TokenAuthentication caller) {
        caller.require(SCOPE);
        TilePath tile = TilePath.parse(path.substring(1)).orElseThrow(() -> new UnknownTileException(path));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(ledger.tile(tile.level(), tile.index(), tile.width()));
    }
}
