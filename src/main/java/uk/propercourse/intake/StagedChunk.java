package uk.propercourse.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way to one transaction: the readable ones as COPY text, the others as quarantine entries. */
final class StagedChunk {

    /** A row that is kept because it could not be stored. */
    @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
    record Refused(long line, byte[] original, String reason) {}

    private final StringBuilder copy = new StringBuilder(1 << 20);
    private final List<SourceRow> staged = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    void stage(SourceRow row, @Nullable String[] values, List<@Nullable String> derived) {
        copy.append(staged.size());
        for (String value : values) {
            append(value);
        }
        derived.forEach(this::append);
        copy.append('\n');
        staged.add(row);
    }

    void refuse(SourceRow row, String reason) {
        refused.add(new Refused(row.line(), row.original(), reason));
    }

    private void append(@Nullable String value) {
        copy.append('\t');
        if (value == null) {
            copy.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> copy.append("\\\\");
                case '\t' -> copy.append("\\t");
                case '\n' -> copy.append("\\n");
                case '\r' -> copy.append("\\r");
                default -> copy.append(c);
            }
        }
    }

    byte[] copyText() {
        return copy.toString().getBytes(StandardCharsets.UTF_8);
    }

    SourceRow row(int ordinal) {
        return staged.get(ordinal);
    }

    int size() {
        return staged.size();
    }

    List<Refused> refused() {
        return refused;
    }

    int rows() {
        return staged.size() + refused.size();
    }
}
