package uk.propercourse.access;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.ledger.Checkpoint;
import uk.propercourse.ledger.LedgerEntry;
import uk.propercourse.ledger.LedgerReader;

/**
 * Evidence bundles: events with the bytes that were sealed, their proofs and the signed checkpoint, in a ZIP file that is
 * checked without this application. The format is described in {@code docs/ledger.md}.
 */
@Service
public class EvidenceBundles {

    /** Most events of a bundle. */
    public static final int MOST = 5_000;

    private static final HexFormat HEX = HexFormat.of();

    private final EventProofs events;
    private final LedgerReader ledger;
    private final Clock clock;

    EvidenceBundles(EventProofs events, LedgerReader ledger, Clock clock) {
        this.events = events;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The files of a bundle by their names. */
    public static final class Bundle {

        private final Map<String, byte[]> files = new LinkedHashMap<>();
        private final Checkpoint checkpoint;

        private Bundle(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        /** The tree that its proofs lead to. */
        public Checkpoint checkpoint() {
            return checkpoint;
        }

        private void add(String name, String text) {
            files.put(name, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Writes the ZIP file. Its entries are stored, not packed, so that a page can read them without a library. */
        public void writeTo(OutputStream out) throws IOException {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] content = file.getValue();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setSize(content.length);
                entry.setCompressedSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
            zip.finish();
        }
    }

    /**
     * Gathers the bundle of those events.
     *
     * @throws UnknownEventException when one of them was never sealed
     * @throws BundleRefusedException when they are none, or more than {@value #MOST}
     */
    @Transactional(readOnly = true)
    public Bundle prepare(List<EventName> names) {
        if (names.isEmpty() || names.size() > MOST) {
            throw new BundleRefusedException(
                    "An evidence bundle holds 1 to " + MOST + " events; " + names.size() + " were asked for.");
        }
        Checkpoint checkpoint = ledger.findLatest()
                .orElseThrow(() -> new UnknownEventException(
                        names.get(0).systemCode(), names.get(0).eventId()));
        List<EventProofs.Sealed> sealed = new ArrayList<>();
        for (EventName name : names) {
            List<EventProofs.Sealed> found = new ArrayList<>(events.list(name));
            found.addAll(events.listErased(name));
            if (found.isEmpty()) {
                throw new UnknownEventException(name.systemCode(), name.eventId());
            }
            sealed.addAll(found);
        }
        return bundle(sealed, checkpoint);
    }

    private Bundle bundle(List<EventProofs.Sealed> sealed, Checkpoint checkpoint) {
        Bundle bundle = new Bundle(checkpoint);
        bundle.add("README.txt", BundleText.README);
        bundle.add("manifest.txt", "");
        bundle.add("checkpoint.txt", checkpoint.note());
        bundle.add("events.csv", "");
        List<String> manifest =
                new ArrayList<>(List.of(BundleText.FORMAT, "created " + clock.instant(), "events " + sealed.size()));
        ledger.listVerifierKeys().forEach(key -> manifest.add("verifier-key " + key));
        StringBuilder csv = new StringBuilder("number,leaf,state," + String.join(",", EventEncoding.ENCODED) + "\r\n");
        for (int i = 0; i < sealed.size(); i++) {
            String number = String.format("%06d", i + 1);
            add(sealed.get(i), number, checkpoint.size(), bundle, manifest);
            csv.append(line(sealed.get(i), number));
        }
        bundle.add("manifest.txt", String.join("\n", manifest) + "\n");
        bundle.add("events.csv", csv.toString());
        return bundle;
    }

    private void add(EventProofs.Sealed event, String number, long size, Bundle bundle, List<String> manifest) {
        String path = "events/" + number;
        bundle.add(path + ".proof", proof(event.leaf(), size));
        if (event.input() != null) {
            bundle.files.put(path + ".leaf", event.input());
            manifest.add("event " + number + " " + event.leaf() + " stored " + onOneLine(event.name()));
            return;
        }
        LedgerEntry record = ledger.getErasureOf(event.leaf());
        bundle.files.put(path + ".erasure.leaf", record.input());
        bundle.add(path + ".erasure.proof", proof(record.leaf(), size));
        manifest.add("event " + number + " " + event.leaf() + " erased " + onOneLine(event.name()));
    }

    private static String onOneLine(EventName name) {
        return name.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private String proof(long leaf, long size) {
        return ledger.inclusionProof(leaf, size).stream()
                .map(HEX::formatHex)
                .collect(Collectors.joining(
                        "\n",
                        "leaf " + leaf + "\nsize " + size + "\nhash " + HEX.formatHex(ledger.getLeafHash(leaf)) + "\n",
                        "\n"));
    }

    private static String line(EventProofs.Sealed event, String number) {
        if (event.input() == null) {
            return number + "," + event.leaf() + ",erased" + ",".repeat(EventEncoding.ENCODED.size()) + "\r\n";
        }
        EventEncoding.Decoded decoded = EventEncoding.decode(event.input(), EventEncoding.CONTENT_START);
        return EventEncoding.ENCODED.stream()
                .map(column -> quoted(decoded.text(column)))
                .collect(Collectors.joining(",", number + "," + event.leaf() + ",stored,", "\r\n"));
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain = value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
