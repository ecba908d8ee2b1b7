package uk.propercourse.intake;

import org.jspecify.annotations.Nullable;

/**
 * One row as it stands in the source.
 *
 * @param line number of its first line, from 1
 * @param original its bytes without the line's end
 * @param values its texts in the order in which the reader was asked for names, null where the source has none
 * @param problem why it could not be read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Rows live for one chunk and are never compared.
record SourceRow(
        long line,
        byte[] original,
        @Nullable String[] values,
        @Nullable String problem) {

    static SourceRow unreadable(long line, byte[] original, String problem) {
        return new SourceRow(line, original, new String[0], problem);
    }
}
