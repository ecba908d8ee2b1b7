package uk.propercourse.intake;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the names and values of a source become the columns of a feed. */
interface RowMapping {

    /** For each value that is read, the names by which a source may call it, best first. */
    List<List<String>> wanted();

    /** Names that the header of a table must have. */
    List<String> required();

    /**
     * The texts of the feed's columns, in their order.
     *
     * @param source what was read for {@link #wanted()}
     * @param problem told what cannot be mapped
     */
    @Nullable
    String[] map(@Nullable String[] source, Consumer<String> problem);

    /** The contract itself: every column under its own name. */
    static RowMapping contract(Feed feed) {
        List<List<String>> wanted =
                feed.columns().stream().map(c -> List.of(c.name())).toList();
        List<String> required = feed.columns().stream()
                .filter(FeedColumn::required)
                .map(FeedColumn::name)
                .toList();
        return new RowMapping() {
            @Override
            public List<List<String>> wanted() {
                return wanted;
            }

            @Override
            public List<String> required() {
                return required;
            }

            @Override
            public @Nullable String[] map(@Nullable String[] source, Consumer<String> problem) {
                return source;
            }
        };
    }
}
