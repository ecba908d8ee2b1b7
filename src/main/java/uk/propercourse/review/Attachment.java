package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that somebody added to an answer.
 *
 * @param size bytes
 * @param sha256 of the content, hex
 * @param sent whether it went with an answer; until then only who added it sees it
 */
public record Attachment(
        UUID id, String name, String mediaType, int size, String sha256, Instant addedAt, boolean sent) {

    /** Bytes that a file may have. */
    public static final int LARGEST = 5 * 1024 * 1024;
    /** Files that an answer may have. */
    public static final int MOST = 5;

    /** Its size for people: at least one kilobyte. */
    public String sizeText() {
        return Math.max(1, size / 1024) + " KB";
    }

    /** An attachment with its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Content(String name, String mediaType, byte[] bytes) {}
}
