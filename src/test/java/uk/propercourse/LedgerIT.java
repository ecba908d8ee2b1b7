package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import uk.propercourse.access.Erasures;
import uk.propercourse.access.EventName;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.intake.Receipt;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.ledger.LedgerReader;
import uk.propercourse.ledger.LedgerSettings;
import uk.propercourse.ledger.LedgerVerification;
import uk.propercourse.security.ApiTokens;
import uk.propercourse.verifier.BundleCheck;
import uk.propercourse.verifier.Verdict;

/** The promise that no entry is changed without its showing, to somebody who trusts neither the force nor us. */
class LedgerIT extends IntegrationTest {

    private static final String HEADER = "system_code,event_id,account_id,occurred_at,action,reason_text\n";

    @LocalServerPort
    int port;

    @Autowired
    Ledger ledger;

    @Autowired
    LedgerReader reader;

    @Autowired
    LedgerVerification verification;

    @Autowired
    LedgerSettings settings;

    @Autowired
    MovableClock clock;

    @Autowired
    Erasures erasures;

    @Autowired
    EvidenceBundles bundles;

    @Autowired
    ApiTokens tokens;

    @BeforeEach
    void sealThreeHundredEvents() {
        TestPostgres.empty();
        load("access", events(1, 300));
    }

    private static ByteArrayInputStream events(int from, int to) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = from; i <= to; i++) {
            csv.append(
                    "PNC,E%04d,P1,2026-03-%02dT10:00:00Z,VIEW,\"caf\u00e9, \"\"%d\"\"\"%n".formatted(i, 1 + i % 28, i));
        }
        return new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private List<String> differences() {
        return verification.verify((done, left) -> {}).differences().stream()
                .map(difference -> difference.fault() + " " + difference.leaf() + " " + difference.what())
                .toList();
    }

    @Test
    void holdsWhileNothingIsChanged() {
        load("access", events(200, 700));
        LedgerVerification.Report report = verification.verify((done, left) -> {});
        assertThat(report.differences()).isEmpty();
        assertThat(report.leaves()).as("a key and 700 events").isEqualTo(701);
        assertThat(report.checkpoints()).isEqualTo(2);
    }

    @Test
    void losesNothingWhenTheClockIsSetBack() {
        try {
            clock.set(Duration.ofDays(-2));
            assertThat(load("access", events(301, 400)).accepted()).isEqualTo(100);
            clock.set(Duration.ofDays(-400));
            assertThat(load("access", events(350, 450)).accepted()).isEqualTo(50);
        } finally {
            clock.set(Duration.ZERO);
        }
        assertThat(load("access", events(1, 450)).duplicates()).isEqualTo(450);
        assertThat(reader.findLatest().orElseThrow().size()).isEqualTo(451);
        assertThat(differences()).isEmpty();
    }

    @Test
    void namesAnEventThatWasChangedBehindItsBack() {
        TestPostgres.asOwner("update access.access_event set account_id = 'P2' where event_id = 'E0042'");
        assertThat(differences()).singleElement().asString().startsWith("CHANGED 42 event PNC/E0042");
    }

    @Test
    void namesAnEventThatIsGoneAndOneThatWasSlippedIn() {
        TestPostgres.asOwner("delete from access.access_event where event_id = 'E0007'");
        TestPostgres.asOwner("""
                insert into access.access_event (force_id, event_key, occurred_at, system_code, event_id, account_id,
                  action, received_at, batch_id, append_id, ordinal, nonce)
                select force_id, gen_random_uuid(), occurred_at, system_code, 'E9999', account_id, action, received_at,
                  batch_id, append_id, ordinal, nonce from access.access_event where event_id = 'E0008'
                """);
        assertThat(differences())
                .anySatisfy(line -> assertThat(line).startsWith("MISSING 7 "))
                .anySatisfy(line -> assertThat(line).startsWith("ADDED -1 event PNC/E"));
    }

    @Test
    void findsARewrittenTreeAndAForgedSignature() {
        TestPostgres.asOwner(
                "update ledger.hash_run set hashes = overlay(hashes placing '\\x00' from 40) where level = 0");
        assertThat(differences()).anySatisfy(line -> assertThat(line).startsWith("TREE"));
        TestPostgres.empty();
        load("access", events(1, 5));
        TestPostgres.asOwner(
                "update ledger.checkpoint set note = replace(note, substr(note, length(note) - 20, 8), 'AAAAAAAA')");
        assertThat(differences()).singleElement().asString().contains("signature");
        TestPostgres.asOwner("update ledger.checkpoint set note = split_part(note, E'\\n\\n', 1) || E'\\n\\nnothing'");
        assertThat(differences()).singleElement().asString().contains("signature");
    }

    @Test
    void isAppendOnlyForTheApplication() {
        for (String statement : List.of(
                "update access.access_event set action = 'VIEW'",
                "delete from access.access_event",
                "truncate access.access_event",
                "update ledger.hash_run set hashes = ''",
                "delete from ledger.checkpoint",
                "update ledger.append set leaves = 1",
                "delete from ledger.entry",
                "update ledger.signing_key set verifier_key = ''",
                "insert into access.erased_event select from access.erased_event",
                "delete from access.erased_event")) {
            assertThatThrownBy(() -> jdbc.execute(statement))
                    .as(statement)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void keepsLeafAndProofOfWhatWasLawfullyErasedAndNothingElse() {
        load("staff", csv("staff_id,kind,first_name,last_name\nS1,OFFICER,A,B\n"));
        load("accounts", csv("system_code,account_id,staff_id,from\nPNC,P1,S1,2020-01-01T00:00:00Z\n"));
        evaluation.evaluate(Instant.parse("2026-05-01T00:00:00Z"), (done, left) -> {});
        assertThat(count("select count(*) from explanation.verdict")).isEqualTo(300);
        jdbc.update("""
                insert into review.sample_access (force_id, event_key, occurred_at, day)
                select force_id, event_key, occurred_at, occurred_at::date from access.access_event
                where event_id in ('E0042', 'E0043')
                """);
        assertThat(erasures.erase("PNC", "E0042", "end of retention", "dpo")).isEqualTo(1);
        assertThat(jdbc.queryForList("""
                        select e.event_id from review.sample_access s
                        left join access.access_event e on e.event_key = s.event_key and e.occurred_at = s.occurred_at
                        """, String.class))
                .as("what was drawn for the random sample goes too")
                .containsExactly("E0043");
        assertThat(count("select count(*) from access.access_event where event_id = 'E0042'"))
                .isZero();
        assertThat(count("select count(*) from explanation.verdict")).isEqualTo(299);
        assertThat(differences()).isEmpty();
        assertThat(verification.verify((done, left) -> {}).erased()).isEqualTo(1);
        Receipt again = load("access", events(40, 45));
        assertThat(again.duplicates()).as("an erased event does not come back").isEqualTo(6);
        assertThatThrownBy(() -> erasures.erase("PNC", "E0042", "end of retention", "dpo"))
                .hasMessageContaining("no event PNC/E0042");
        assertThatThrownBy(() -> erasures.erase("PNC", "E0043", "why not", "dpo"))
                .hasMessageContaining("reason");
    }

    private static ByteArrayInputStream csv(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void callsAnErasureWithoutARecordMissing() {
        TestPostgres.asOwner("""
                select access.erase_event(force_id, event_key, occurred_at, now(), 'nobody', 'no reason at all')
                from access.access_event where event_id = 'E0001'
                """);
        assertThat(differences())
                .singleElement()
                .asString()
                .startsWith("MISSING 1 ")
                .contains("no record");
    }

    @Test
    void goesOnUnderANewKeyAndStillVerifiesTheOldCheckpoints() {
        String old = reader.listVerifierKeys().get(0);
        String next = ledger.rotateKey(false);
        load("access", events(301, 310));
        assertThat(reader.listVerifierKeys()).containsExactly(old, next);
        assertThat(differences()).isEmpty();
        ledger.rotateKey(true);
        load("access", events(311, 312));
        assertThat(differences()).isEmpty();
    }

    @Test
    void namesASigningKeyThatNoLeafAnnounced() {
        TestPostgres.asOwner("""
                insert into ledger.signing_key (force_id, since_leaf, verifier_key)
                select force_id, 7, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW' from ledger.signing_key limit 1
                """);
        assertThat(differences()).singleElement().asString().contains("was never announced by a leaf");
    }

    @Test
    void noticesARewrittenHistoryByTheCopyThatAWitnessHolds() throws IOException {
        Path folder = Files.createDirectories(
                Objects.requireNonNull(settings.witness().folder()));
        Path copy = folder.resolve("0000000000000301.checkpoint");
        try {
            Files.writeString(copy, reader.findLatest().orElseThrow().note());
            assertThat(differences()).isEmpty();
            TestPostgres.empty();
            load("access", events(1, 300));
            assertThat(differences())
                    .as("a new history that is consistent in itself")
                    .singleElement()
                    .asString()
                    .contains("the witness holds", "history was rewritten");
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private HttpResponse<byte[]> get(String path, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> cosign(String note, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/ledger/cosignatures"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "text/plain; charset=utf-8")
                                .POST(HttpRequest.BodyPublishers.ofString(note))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void keepsTheCosignatureOfItsWitnessAndNoOther() throws Exception {
        String token = tokens.create("witness", List.of("read:ledger"));
        String note = new String(get("/checkpoint", token).body(), StandardCharsets.UTF_8);
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        String cosigned = TestWitness.cosign(text, 1_790_000_000L);
        assertThat(cosign(cosigned, token).body()).isEqualTo("{\"kept\":1}");
        assertThat(get("/checkpoint", token).body())
                .asString(StandardCharsets.UTF_8)
                .startsWith(note)
                .contains("\u2014 " + TestWitness.NAME + " ");
        assertThat(cosign(cosigned.replace("301", "300"), token).statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(cosign(
                                text
                                        + TestWitness.cosign("another text\n", 1_790_000_000L)
                                                .substring(13),
                                token)
                        .body())
                .contains("does not verify");
        assertThat(cosign(cosigned, "no token").statusCode()).isEqualTo(401);
        assertThat(differences()).isEmpty();
    }

    @Test
    void servesCheckpointTilesAndProofsToWhoeverMayReadTheLedger() throws Exception {
        String token = tokens.create("auditor", List.of("read:ledger"));
        assertThat(get("/checkpoint", token).body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(reader.findLatest().orElseThrow().note())
                .startsWith("propercourse/force-1\n301\n");
        assertThat(get("/tile/0/000", token).body()).hasSize(256 * 32);
        assertThat(get("/tile/0/001.p/45", token).body()).hasSize(45 * 32);
        assertThat(get("/tile/1/000.p/1", token).body()).hasSize(32);
        for (String none :
                List.of("/tile/0/001", "/tile/0/001.p/46", "/tile/entries/000", "/tile/0/1", "/tile/64/000")) {
            assertThat(get(none, token).statusCode()).as(none).isEqualTo(404);
        }
        assertThat(get("/api/v1/ledger/events/PNC/E0042", token).body())
                .asString(StandardCharsets.UTF_8)
                .contains("\"leaf\":42", "\"size\":301");
        assertThat(get("/checkpoint", tokens.create("feed", List.of("events:*")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/checkpoint", "nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void satisfiesTheReferenceClient() throws Exception {
        boolean go = Files.isExecutable(Path.of("/usr/bin/go"))
                && Files.isDirectory(Path.of("/usr/share/gocode/src/golang.org/x/mod"));
        if (!go) {
            String reason =
                    "The check with Go's packages is skipped: apt-get install golang-go golang-golang-x-mod-dev";
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        load("access", events(301, 900));
        Process check = new ProcessBuilder(
                        "src/interop/run",
                        "http://localhost:" + port,
                        tokens.create("go", List.of("read:ledger")),
                        reader.listVerifierKeys().get(0),
                        "301",
                        "0",
                        "42",
                        "255",
                        "256",
                        "900")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("leaf 900 is in the tree");
        assertThat(check.exitValue()).as(said).isZero();
    }

    private Map<String, byte[]> bundle() throws IOException {
        erasures.erase("PNC", "E0003", "order of the court of 1 May", "dpo");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bundles.prepare(List.of(
                        new EventName("PNC", "E0001"), new EventName("PNC", "E0002"), new EventName("PNC", "E0003")))
                .writeTo(out);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] zipped(Map<String, byte[]> files, Consumer<Map<String, byte[]>> tamper) throws IOException {
        Map<String, byte[]> changed = new TreeMap<>(files);
        tamper.accept(changed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : changed.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] replaced(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What both verifiers say of a bundle: the first word about each of the three events. */
    private static Map<String, Consumer<Map<String, byte[]>>> tampering() {
        Map<String, Consumer<Map<String, byte[]>>> ways = new LinkedHashMap<>();
        ways.put("unchanged unchanged erased", files -> {});
        ways.put(
                "changed unchanged erased",
                files -> files.computeIfPresent("events/000001.leaf", (name, file) -> replaced(file, "VIEW", "EDIT")));
        ways.put("unchanged missing erased", files -> files.remove("events/000002.leaf"));
        ways.put(
                "unchanged changed erased",
                files -> files.computeIfPresent("events.csv", (name, file) -> replaced(file, "E0002", "E0009")));
        ways.put(
                "unchanged unchanged changed",
                files -> files.computeIfPresent(
                        "events/000003.erasure.leaf", (name, file) -> replaced(file, "1 May", "2 May")));
        return ways;
    }

    @Test
    void givesBundlesThatBothVerifiersJudgeAlike() throws Exception {
        Map<String, byte[]> files = bundle();
        String key = reader.listVerifierKeys().get(0);
        for (Map.Entry<String, Consumer<Map<String, byte[]>>> way : tampering().entrySet()) {
            Verdict verdict = BundleCheck.check(zipped(files, way.getValue()), key);
            assertThat(states(verdict)).isEqualTo(way.getKey());
            assertThat(verdict.holds()).isEqualTo(way.getKey().equals("unchanged unchanged erased"));
        }
        String other = "propercourse/force-1+c50cbd75+Af2uVrkCSnUeTufk7NNaANEFCgBr7+RPJCIFygqEjuLn";
        assertThat(BundleCheck.check(zipped(files, all -> {}), other).holds()).isFalse();
        assertThat(BundleCheck.check(new byte[10], key).holds()).isFalse();
    }

    private static String states(Verdict verdict) {
        return verdict.lines().stream()
                .filter(line -> line.startsWith("0000"))
                .map(line -> line.substring(line.indexOf(": ") + 2).split("[ ,]", 2)[0])
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    @Test
    void givesBundlesThatAPageWithoutNetworkChecks() throws Exception {
        Map<String, byte[]> files = bundle();
        Path folder = Files.createTempDirectory("verifier");
        Path html = Files.copy(Path.of("src/main/resources/verifier/verify.html"), folder.resolve("verify.html"));
        try (Browser browser = Browser.open(port)) {
            Page page = browser.newPage();
            page.context().setOffline(true);
            for (Map.Entry<String, Consumer<Map<String, byte[]>>> way :
                    tampering().entrySet()) {
                Path zip = Files.write(folder.resolve("bundle.zip"), zipped(files, way.getValue()));
                page.navigate(html.toUri().toString());
                page.getByLabel("Evidence bundle").setInputFiles(zip);
                page.getByLabel("Verifier key of the log")
                        .fill(reader.listVerifierKeys().get(0));
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check"))
                        .click();
                page.locator("table").waitFor();
                assertThat(String.join(
                                " ",
                                page.locator("tbody tr:not(:first-child) strong")
                                        .allTextContents()))
                        .isEqualTo(way.getKey());
                assertThat(page.locator(".panel").textContent())
                        .startsWith(way.getKey().equals("unchanged unchanged erased") ? "Nothing" : "Something");
                browser.reached(page, "Check an evidence bundle");
            }
        }
    }
}
