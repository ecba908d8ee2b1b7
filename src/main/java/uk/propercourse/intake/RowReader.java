package uk.propercourse.intake;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a source row by row in constant memory; never gives up on the rest because of one bad row. */
interface RowReader {

    /** The next row, or null at the end. */
    @Nullable
    SourceRow next() throws IOException;

    /** What the sender should know, complete once {@link #next()} has returned null. */
    List<String> warnings();
}
