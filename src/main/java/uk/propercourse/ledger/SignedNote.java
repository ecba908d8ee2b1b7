package uk.propercourse.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures, as C2SP signed-note has it.
 *
 * @param text what is signed, ending in a line feed
 * @param signatures in their order
 */
record SignedNote(String text, List<Line> signatures) {

    /** One signature: who, the first bytes of the hash of their key, and the signature itself. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Line(String name, byte[] keyHash, byte[] signature, String line) {}

    /** @throws IllegalArgumentException when it is no signed note */
    static SignedNote parse(String note) {
        int end = note.indexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("not a signed note: there is no blank line before the signatures");
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(end + 2).split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(line(line));
            }
        }
        return new SignedNote(note.substring(0, end + 1), List.copyOf(lines));
    }

    private static Line line(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("\u2014")) {
            throw new IllegalArgumentException("not a signature line: '" + line + "'");
        }
        byte[] all = Base64.getDecoder().decode(parts[2]);
        if (all.length <= VerifierKey.HASH) {
            throw new IllegalArgumentException("a signature line without a signature: '" + line + "'");
        }
        return new Line(
                parts[1],
                Arrays.copyOf(all, VerifierKey.HASH),
                Arrays.copyOfRange(all, VerifierKey.HASH, all.length),
                line + "\n");
    }

    /** Whether the key signed the text. */
    boolean isSignedBy(VerifierKey key) {
        return signatures.stream()
                .anyMatch(line -> isFrom(line, key) && key.verifies(signed(line, key), rest(line, key)));
    }

    /** Of a witness, the time (seconds since 1970) comes before the signature and is signed with the text. */
    private byte[] signed(Line line, VerifierKey key) {
        String message = key.type() == VerifierKey.COSIGNATURE
                ? "cosignature/v1\ntime " + ByteBuffer.wrap(line.signature()).getLong() + "\n" + text
                : text;
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] rest(Line line, VerifierKey key) {
        return key.type() == VerifierKey.COSIGNATURE
                ? Arrays.copyOfRange(line.signature(), Long.BYTES, line.signature().length)
                : line.signature();
    }

    static boolean isFrom(Line line, VerifierKey key) {
        return line.name().equals(key.name())
                && Arrays.equals(line.keyHash(), key.hash())
                && (key.type() != VerifierKey.COSIGNATURE || line.signature().length > Long.BYTES);
    }
}
