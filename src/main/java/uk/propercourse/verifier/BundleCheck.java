package uk.propercourse.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files of a bundle against its checkpoint: RFC 6962 for the tree, C2SP signed-note for the signature, and the
 * encoding of {@code docs/ledger.md} for the events.
 */
public final class BundleCheck {

    private static final String FORMAT = "proper-course evidence bundle 1";
    private static final int KEY_HASH = 4;
    private static final byte ED25519 = 1;
    private static final int NONCE = 16;
    private static final int COLUMNS = 20;
    private static final List<Integer> UUIDS = List.of(1, 3);
    private static final List<Integer> TIMES = List.of(2, 7);
    private static final int RESULT_COUNT = 18;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final Pattern EVENT = Pattern.compile("event (\\d{6}) (\\d+) (stored|erased) (.*)");
    private static final Pattern ERASURE = Pattern.compile(
            "\\{\"leaf\":(\\d+),\"erased_at\":\"([^\"]*)\",\"erased_by\":\"(?:[^\"\\\\]|\\\\.)*\",\"reason\":\"((?:[^\"\\\\]|\\\\.)*)\"\\}");

    private final Map<String, byte[]> files;
    private final List<String> lines = new ArrayList<>();
    private boolean holds = true;
    private long size;
    private byte[] root = new byte[0];

    private BundleCheck(Map<String, byte[]> files) {
        this.files = files;
    }

    /**
     * Checks a bundle.
     *
     * @param zip the file
     * @param key the verifier key to trust; empty for the one that the bundle itself names
     */
    public static Verdict check(byte[] zip, String key) {
        try {
            BundleCheck check = new BundleCheck(unzip(zip));
            check.run(key);
            return new Verdict(check.holds, check.lines);
        } catch (IOException | RuntimeException e) {
            return new Verdict(
                    false, List.of("changed: this is not a bundle that can be read (" + e.getMessage() + ")"));
        }
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private String text(String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return new String(file, StandardCharsets.UTF_8);
    }

    private void run(String key) {
        List<String> manifest = text("manifest.txt").lines().toList();
        if (!manifest.get(0).equals(FORMAT)) {
            throw new IllegalArgumentException("the manifest does not start with '" + FORMAT + "'");
        }
        List<String> keys = key.isEmpty()
                ? manifest.stream()
                        .filter(line -> line.startsWith("verifier-key "))
                        .map(line -> line.substring(13))
                        .toList()
                : List.of(key);
        checkCheckpoint(keys, key.isEmpty());
        Map<String, String> readable = readable();
        int events = 0;
        for (String line : manifest) {
            Matcher event = EVENT.matcher(line);
            if (event.matches()) {
                events++;
                String number = event.group(1);
                String state = event(
                        number, Long.parseLong(event.group(2)), event.group(3).equals("erased"), readable);
                say(
                        number + " " + event.group(4) + ": " + state,
                        state.startsWith("unchanged") || state.startsWith("erased"));
            }
        }
        if (!manifest.contains("events " + events)) {
            say("missing: the manifest does not name as many events as it says", false);
        }
    }

    private void say(String line, boolean good) {
        lines.add(line);
        holds &= good;
    }

    private void checkCheckpoint(List<String> keys, boolean claimed) {
        String note = text("checkpoint.txt");
        String signed = note.substring(0, note.indexOf("\n\n") + 1);
        String[] parts = signed.split("\n", -1);
        size = Long.parseLong(parts[1]);
        root = Base64.getDecoder().decode(parts[2]);
        String signatures = note.substring(signed.length() + 1);
        boolean verified = keys.stream().anyMatch(key -> isSigned(signed, signatures, key));
        String about = "checkpoint of " + parts[0] + " with " + size + " leaves: ";
        if (verified) {
            say(about + "signature verifies" + (claimed ? " with the key that the bundle itself names" : ""), true);
        } else {
            say(about + "changed, no signature verifies", false);
        }
    }

    private static boolean isSigned(String text, String signatures, String key) {
        String[] parts = key.strip().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Arrays.copyOf(sha256((parts[0] + "\n").getBytes(StandardCharsets.UTF_8), typed), KEY_HASH);
        if (typed[0] != ED25519 || !HexFormat.of().formatHex(hash).equals(parts[1])) {
            return false;
        }
        for (String line : signatures.split("\n", -1)) {
            if (line.startsWith("\u2014 " + parts[0] + " ")) {
                byte[] all = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
                if (Arrays.equals(all, 0, KEY_HASH, hash, 0, KEY_HASH)
                        && verifies(
                                Arrays.copyOfRange(typed, 1, typed.length),
                                text.getBytes(StandardCharsets.UTF_8),
                                Arrays.copyOfRange(all, KEY_HASH, all.length))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean verifies(byte[] point, byte[] message, byte[] signature) {
        try {
            byte[] bigEndian = new byte[point.length];
            for (int i = 0; i < point.length; i++) {
                bigEndian[i] = point[point.length - 1 - i];
            }
            boolean odd = (bigEndian[0] & 0x80) != 0;
            bigEndian[0] &= 0x7F;
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian)))));
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The lines of the readable list by their numbers, each with its line end. */
    private Map<String, String> readable() {
        Map<String, String> byNumber = new HashMap<>();
        String csv = text("events.csv");
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < csv.length(); i++) {
            quoted ^= csv.charAt(i) == '"';
            if (!quoted && csv.charAt(i) == '\n') {
                String line = csv.substring(start, i + 1);
                byNumber.put(line.substring(0, line.indexOf(',')), line);
                start = i + 1;
            }
        }
        return byNumber;
    }

    private String event(String number, long leaf, boolean erased, Map<String, String> readable) {
        String path = "events/" + number;
        if (!files.containsKey(path + ".proof")) {
            return "missing, there is no proof";
        }
        byte[] input = files.get(path + ".leaf");
        if (input == null) {
            return erased ? erasure(path, leaf) : "missing, its content is not in the bundle";
        }
        if (!isProved(path + ".proof", leaf, sha256(new byte[1], input))) {
            return "changed, it is not what was sealed";
        }
        String line = number + "," + leaf + ",stored," + csv(input) + "\r\n";
        return line.equals(readable.get(number))
                ? "unchanged"
                : "changed, the readable list says something else than what was sealed";
    }

    private String erasure(String path, long leaf) {
        byte[] record = files.get(path + ".erasure.leaf");
        if (record == null || !files.containsKey(path + ".erasure.proof")) {
            return "missing, there is no record of its erasure";
        }
        String content = new String(
                record, 2 + record[1] + NONCE, record.length - 2 - record[1] - NONCE, StandardCharsets.UTF_8);
        String kind = new String(record, 2, record[1], StandardCharsets.US_ASCII);
        Matcher erased = ERASURE.matcher(content);
        long recordLeaf = Long.parseLong(fields(path + ".erasure.proof").get(0).split(" ", 2)[1]);
        boolean proved = isProved(path + ".erasure.proof", recordLeaf, sha256(new byte[1], record))
                && isProved(path + ".proof", leaf, null);
        return proved && kind.equals("ERASURE") && erased.matches() && Long.parseLong(erased.group(1)) == leaf
                ? "erased on " + erased.group(2) + " under \"" + erased.group(3) + "\""
                : "changed, the record of its erasure is not what was sealed";
    }

    private List<String> fields(String proof) {
        return text(proof).lines().toList();
    }

    /**
     * Whether the path leads from the hash to the checkpoint's root, as RFC 6962 has it.
     *
     * @param hash of the leaf; null to take the one the proof names, for content that is gone
     */
    private boolean isProved(String proof, long leaf, byte @Nullable [] hash) {
        List<String> lines = fields(proof);
        HexFormat hex = HexFormat.of();
        byte[] named = hex.parseHex(lines.get(2).substring("hash ".length()));
        boolean same = lines.get(0).equals("leaf " + leaf) && lines.get(1).equals("size " + size);
        if (!same || (hash != null && !Arrays.equals(hash, named))) {
            return false;
        }
        byte[] node = named;
        long index = leaf;
        long last = size - 1;
        for (String line : lines.subList(3, lines.size())) {
            if (line.isEmpty()) {
                continue;
            }
            byte[] sibling = hex.parseHex(line);
            if (last == 0) {
                return false;
            }
            if ((index & 1) == 1 || index == last) {
                node = sha256(new byte[] {1}, sibling, node);
                while ((index & 1) == 0 && index != 0) {
                    index >>= 1;
                    last >>= 1;
                }
            } else {
                node = sha256(new byte[] {1}, node, sibling);
            }
            index >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(node, root);
    }

    /** The event's fields as the readable list has them. */
    private static String csv(byte[] input) {
        ByteBuffer rest = ByteBuffer.wrap(input);
        rest.position(2 + input[1] + NONCE);
        List<String> values = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            int length = rest.getInt();
            byte[] field = new byte[Math.max(0, length)];
            rest.get(field);
            values.add(length < 0 ? "" : quoted(value(column, field)));
        }
        return String.join(",", values);
    }

    private static String value(int column, byte[] field) {
        ByteBuffer bytes = ByteBuffer.wrap(field);
        if (column == 0) {
            return String.valueOf(bytes.getShort());
        }
        if (UUIDS.contains(column)) {
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        }
        if (TIMES.contains(column)) {
            return EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS).toString();
        }
        return column == RESULT_COUNT ? String.valueOf(bytes.getLong()) : new String(field, StandardCharsets.UTF_8);
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
