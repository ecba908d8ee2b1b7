package uk.propercourse.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows on their way to one transaction: the readable ones as values, the others as quarantine entries. */
final class StagedChunk {

    /** A row that is kept because it could not be stored. */
    @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
    record Refused(long line, byte[] original, String reason) {}

    private final List<SourceRow> staged = new ArrayList<>();
    private final List<@Nullable Object[]> values = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    void stage(SourceRow row, @Nullable Object[] normalised) {
        staged.add(row);
        values.add(normalised);
    }

    void refuse(SourceRow row, String reason) {
        refused.add(new Refused(row.line(), row.original(), reason));
    }

    SourceRow row(int ordinal) {
        return staged.get(ordinal);
    }

    List<@Nullable Object[]> values() {
        return values;
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
