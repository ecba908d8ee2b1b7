package uk.propercourse.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Physical lines as bytes, with the possibility to put lines back. A line longer than {@link #MAX_LINE} is cut there
 * and marked; its rest is passed over, so that a damaged file cannot exhaust memory.
 */
final class LineReader {

    /** Longest line that is kept whole, in bytes. */
    static final int MAX_LINE = 4 << 20;

    /** A physical line without its end. */
    @SuppressWarnings("ArrayRecordComponent") // Lines are never compared.
    record Line(long number, byte[] bytes, boolean cut) {}

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long number;
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private @Nullable IOException broken;
    private byte[] unfinished = {};

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end or where the stream broke (see {@link #broken()}). */
    @Nullable
    Line next() {
        Line again = pushedBack.poll();
        if (again != null) {
            return again;
        }
        ByteArrayOutputStream longLine = null;
        boolean cut = false;
        while (fill()) {
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            boolean ended = position < limit;
            int length = position - start;
            position += ended ? 1 : 0;
            if (ended && longLine == null) {
                return line(java.util.Arrays.copyOfRange(buffer, start, start + length), false);
            }
            if (longLine == null) {
                longLine = new ByteArrayOutputStream(256);
            }
            int room = Math.min(length, MAX_LINE - longLine.size());
            longLine.write(buffer, start, room);
            cut |= room < length;
            if (ended) {
                return line(longLine.toByteArray(), cut);
            }
        }
        if (longLine == null || broken != null) {
            unfinished = longLine == null ? unfinished : longLine.toByteArray();
            return null;
        }
        return line(longLine.toByteArray(), cut);
    }

    private Line line(byte[] bytes, boolean cut) {
        number++;
        int length = bytes.length;
        boolean carriageReturn = length > 0 && bytes[length - 1] == '\r';
        return new Line(number, carriageReturn ? java.util.Arrays.copyOf(bytes, length - 1) : bytes, cut);
    }

    /** Gives a line back: it is the next one read. Put several back last one first. */
    void putBack(Line line) {
        pushedBack.addFirst(line);
    }

    /** Why the stream ended before its end (a cut gzip file, a dropped connection), or null. */
    @Nullable
    IOException broken() {
        return broken;
    }

    /** What came of the line in which the stream broke: it looks whole when the break is in its last field, and is not. */
    byte[] unfinished() {
        return unfinished.clone();
    }

    /** The number of the last line read. */
    long lastNumber() {
        return number;
    }

    private boolean fill() {
        if (position < limit) {
            return true;
        }
        try {
            limit = broken == null ? in.read(buffer) : -1;
        } catch (IOException e) {
            broken = e;
            limit = -1;
        }
        position = 0;
        return limit > 0;
    }
}
