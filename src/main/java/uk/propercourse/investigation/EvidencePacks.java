package uk.propercourse.investigation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Checkpoint;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.people.Naming;
import uk.propercourse.review.FlagAccess;
import uk.propercourse.review.FlagArguments;
import uk.propercourse.review.FlagDetail;
import uk.propercourse.review.FlagService;
import uk.propercourse.security.SignedInUser;

/**
 * Evidence packs: a paginated, tagged PDF for people, and the ledger's bundle for machines, of the same accesses and in one
 * act. Each pack that is made is a leaf of the ledger.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class EvidencePacks {

    /** That of every decision, so that a pack about a covert matter does not stand out. */
    private static final String KIND = "DECISION";

    private static final String README = """
            report.pdf   for people. The footer of each page has the SHA-256 of the evidence bundle.
            bundle.zip   the same accesses as they were received, with their proofs (only where nothing is left out).
                         Its README.txt says how to check it without the application that made it.

            To see that both belong together: sha256sum bundle.zip
            """;

    private final InvestigationReader reader;
    private final FlagService flags;
    private final EvidenceBundles bundles;
    private final Naming naming;
    private final Ledger ledger;
    private final SpringTemplateEngine templates;
    private final Clock clock;

    EvidencePacks(
            InvestigationReader reader,
            FlagService flags,
            EvidenceBundles bundles,
            Naming naming,
            Ledger ledger,
            SpringTemplateEngine templates,
            Clock clock) {
        this.reader = reader;
        this.flags = flags;
        this.bundles = bundles;
        this.naming = naming;
        this.ledger = ledger;
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * Makes the pack of an investigation, a ZIP file.
     *
     * @throws InvestigationNotFoundException when there is none, or it is not for that user
     * @throws uk.propercourse.review.NotRevealedException when that user has not asked to see the name
     */
    @Transactional
    public byte[] make(SignedInUser user, InvestigationId id, Redaction redaction) {
        InvestigationDetail detail = reader.get(user, id);
        EvidenceBundles.Bundle proofs = bundles.prepare(reader.listEvents(user, id));
        byte[] bundle = bytes(proofs::writeTo);
        String hash = sha256(bundle);
        List<FlagDetail> matters =
                detail.flags().stream().map(flag -> flags.get(user, flag.id())).toList();
        EvidencePack pack = pack(user, detail, matters, redaction, hash, proofs.checkpoint());
        byte[] report =
                TaggedPdf.of(templates.process("investigation/pack", new Context(Locale.UK, Map.of("pack", pack))));
        ledger.record(
                KIND,
                Map.of(
                        "act", "evidence pack made",
                        "investigation", id.toString(),
                        "redaction", redaction.name(),
                        "bundle", hash,
                        "report", sha256(report),
                        "by", user.getUsername(),
                        "at", pack.madeAt().toString()));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.txt", README.getBytes(StandardCharsets.UTF_8));
        files.put("report.pdf", report);
        if (redaction.isFull()) {
            files.put("bundle.zip", bundle);
        }
        return bytes(out -> zip(files, out));
    }

    private EvidencePack pack(
            SignedInUser user,
            InvestigationDetail detail,
            List<FlagDetail> matters,
            Redaction redaction,
            String bundleHash,
            Checkpoint checkpoint) {
        InvestigationSummary summary = detail.summary();
        Redactor redactor = new Redactor(redaction);
        List<FlagDetail> shown = matters.stream().map(redactor::redact).toList();
        String person = redaction == Redaction.EVERYBODY
                ? "A member of staff"
                : naming.of(user, summary.staff()).label();
        return new EvidencePack(
                summary.reference(),
                person,
                summary.personKind(),
                redactor.typed(summary.allegation()),
                redaction,
                clock.instant(),
                redaction == Redaction.EVERYBODY ? "Professional Standards" : user.getUsername(),
                chronology(shown),
                shown.stream()
                        .anyMatch(flag ->
                                flag.summary().events() > flag.accesses().size()),
                Arrays.stream(ExplanationTemplate.values())
                        .filter(ExplanationTemplate::explains)
                        .map(ExplanationTemplate::meaning)
                        .toList(),
                signs(shown),
                shown.stream().map(FlagArguments::of).toList(),
                detail.steps().stream().map(step -> step(step, redactor)).toList(),
                detail.outcomes().stream()
                        .findFirst()
                        .map(outcome -> outcome(outcome, redactor))
                        .orElse(null),
                bundleHash,
                new EvidencePack.Continuity(
                        checkpoint.size(), HexFormat.of().formatHex(checkpoint.root()), checkpoint.madeAt()));
    }

    private static List<EvidencePack.Entry> chronology(List<FlagDetail> matters) {
        Map<UUID, FlagAccess> accesses = new LinkedHashMap<>();
        matters.forEach(flag -> flag.accesses().forEach(access -> accesses.putIfAbsent(access.eventKey(), access)));
        Map<UUID, Set<Evidence>> ties = matters.stream()
                .flatMap(flag -> flag.evidence().stream())
                .collect(Collectors.groupingBy(Evidence::eventKey, Collectors.toSet()));
        List<EvidencePack.Entry> entries = new ArrayList<>();
        accesses.values().stream()
                .sorted(Comparator.comparing(FlagAccess::occurredAt).thenComparing(FlagAccess::eventKey))
                .forEach(access ->
                        entries.add(entry(entries.size() + 1, access, ties.getOrDefault(access.eventKey(), Set.of()))));
        return entries;
    }

    private static EvidencePack.Entry entry(int number, FlagAccess access, Set<Evidence> ties) {
        String system = access.systemName() == null ? access.systemCode() : access.systemName();
        String record = access.recordId() == null
                ? ", no record named"
                : " of " + String.valueOf(access.recordType()).toLowerCase(Locale.UK) + " " + access.recordId();
        String stated = access.caseRef() == null ? "No case quoted" : "Quoted " + access.caseRef();
        String reason = Objects.requireNonNullElse(access.reason(), "");
        return new EvidencePack.Entry(
                number,
                access.occurredAt(),
                system + " " + access.eventId(),
                English.words(access.action()) + record,
                stated + (reason.isEmpty() ? "" : "; reason: " + reason),
                access.explained(),
                ties.stream()
                        .sorted(Comparator.comparing((Evidence tie) -> -tie.strength())
                                .thenComparing(Evidence::sentence))
                        .map(tie -> tie.sentence() + (tie.explains() ? "" : " (too weak to explain it)"))
                        .distinct()
                        .limit(8)
                        .toList());
    }

    private static List<EvidencePack.Sign> signs(List<FlagDetail> matters) {
        return matters.stream()
                .flatMap(flag -> flag.contributions().stream())
                .collect(Collectors.toMap(
                        part -> part.rule(),
                        part -> new EvidencePack.Sign(
                                part.name(),
                                English.sentence(part.sentence()),
                                part.matches(),
                                part.rule() + " version " + part.version()),
                        (one, other) -> new EvidencePack.Sign(
                                one.name(), one.sentence(), one.accesses() + other.accesses(), one.version()),
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static EvidencePack.StepEntry step(Step step, Redactor redactor) {
        String found = step.assessment() == null ? "" : ": " + step.assessment().label();
        return new EvidencePack.StepEntry(
                London.date(step.happenedOn()), step.kind().label() + found, redactor.typed(step.note()));
    }

    private static EvidencePack.OutcomeEntry outcome(Outcome outcome, Redactor redactor) {
        return new EvidencePack.OutcomeEntry(
                London.date(outcome.decidedOn()),
                outcome.finding().label(),
                outcome.proceedings().label(),
                outcome.sanctions().stream().map(Outcome.Sanction::label).collect(Collectors.joining(", ")),
                redactor.typed(outcome.reason()));
    }

    /** Something that writes itself. */
    private interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void zip(Map<String, byte[]> files, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry(file.getKey()));
            zip.write(file.getValue());
            zip.closeEntry();
        }
        zip.finish();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
