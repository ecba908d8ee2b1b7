package uk.propercourse.intake.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.IntakeLog;
import uk.propercourse.intake.IntakeLog.Batch;
import uk.propercourse.intake.IntakeLog.FeedStatus;
import uk.propercourse.intake.IntakeLog.Quarantined;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.UnresolvedAccounts;
import uk.propercourse.kernel.WebOnly;

/** What came in and what could not. Originals hold personal data: the administrator alone may open them. */
@Controller
@WebOnly
@RequestMapping("/intake")
class IntakeController {

    private static final int PAGE = 50;

    private final IntakeLog log;
    private final IntakeService intake;
    private final UnresolvedAccounts accounts;

    IntakeController(IntakeLog log, IntakeService intake, UnresolvedAccounts accounts) {
        this.log = log;
        this.intake = intake;
        this.accounts = accounts;
    }

    /** A feed of the contract and what it brought, null for nothing yet. */
    record FeedRow(String name, @Nullable FeedStatus status) {}

    @GetMapping
    String overview(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        Map<String, FeedStatus> status =
                log.listStatus().stream().collect(Collectors.toMap(FeedStatus::kind, Function.identity()));
        int start = Math.max(0, from);
        List<Batch> batches = log.listBatches(kind, start, PAGE + 1);
        model.addAttribute(
                "feeds",
                intake.listFeeds().stream()
                        .map(Feed::name)
                        .map(name -> new FeedRow(name, status.get(name)))
                        .toList());
        model.addAttribute("batches", batches.subList(0, Math.min(PAGE, batches.size())));
        model.addAttribute("kind", kind);
        model.addAttribute("previous", start > 0 ? Math.max(0, start - PAGE) : null);
        model.addAttribute("next", batches.size() > PAGE ? start + PAGE : null);
        model.addAttribute("unresolved", accounts.count());
        return "intake/overview";
    }

    @GetMapping("/batches/{batchId}")
    String batch(
            @PathVariable UUID batchId,
            @RequestParam(defaultValue = "0") long line,
            @RequestParam(defaultValue = "0") long id,
            Model model) {
        Batch batch = log.findBatch(batchId).orElseThrow(() -> new BatchNotFoundException(batchId));
        List<Quarantined> rows = log.listQuarantined(batchId, line, id, PAGE + 1);
        List<Quarantined> shown = rows.subList(0, Math.min(PAGE, rows.size()));
        model.addAttribute("batch", batch);
        model.addAttribute("rows", shown);
        model.addAttribute("next", rows.size() > PAGE ? shown.get(PAGE - 1) : null);
        return "intake/batch";
    }

    @GetMapping("/batches/{batchId}/rows/{id}")
    @PreAuthorize("hasRole('FORCE_ADMIN')")
    ResponseEntity<byte[]> original(@PathVariable UUID batchId, @PathVariable long id) {
        byte[] original = log.findOriginal(batchId, id).orElseThrow(() -> new BatchNotFoundException(batchId));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"quarantined-" + id + ".txt\"")
                .body(original);
    }

    @GetMapping("/unresolved-accounts")
    String unresolved(
            @RequestParam(defaultValue = "") String system,
            @RequestParam(defaultValue = "") String account,
            Model model) {
        List<UnresolvedAccounts.Account> rows = accounts.list(system, account, PAGE + 1);
        List<UnresolvedAccounts.Account> shown = rows.subList(0, Math.min(PAGE, rows.size()));
        model.addAttribute("rows", shown);
        model.addAttribute("count", accounts.count());
        model.addAttribute("next", rows.size() > PAGE ? shown.get(PAGE - 1) : null);
        return "intake/unresolved-accounts";
    }
}
