package uk.propercourse.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of data that the contract lets in: its columns, and how a staged chunk of them is merged.
 *
 * <p>Each is a bean of the feature that owns the data.
 */
public interface Feed {

    /** The name of the feed of access events; all others are context. */
    String ACCESS = "access";

    /** The contract's name: the file's name without ending, and the last part of the URL. */
    String name();

    /** Place in the loading order of the contract, from 1. */
    int order();

    /** The contract's columns. */
    List<FeedColumn> columns();

    /**
     * What is wrong with a row whose values are each right by themselves, or null.
     *
     * @param values normalised values in the order of {@link #columns()}, null for empty
     */
    default @Nullable String check(@Nullable Object[] values) {
        return null;
    }

    /** Whether nothing of the kind is stored yet: rows may then go straight in. */
    boolean isEmpty();

    /**
     * Makes ready what the chunk's transaction needs, in a transaction of its own: what holds off readers must not wait for
     * the rest of the chunk.
     */
    default void prepare(Chunk chunk) {}

    /** Merges the chunk into the store, inside the chunk's transaction. */
    Merged merge(Chunk chunk);

    /** How many chunks may be merged at once; more than one only where their order does not matter. */
    default int writers() {
        return 1;
    }

    /** The tables it writes, with their schema: their statistics are refreshed after a large batch. */
    List<String> tables();

    /** Those of them that this batch is filling, whose statistics are refreshed while it goes on. */
    default List<String> growingTables() {
        return tables();
    }

    /**
     * What became of a chunk.
     *
     * @param accepted rows stored, new or changed
     * @param conflicts rows that must not be stored because they contradict what is
     * @param unresolved accounts among the rows that belong to nobody known, as {@code system/account}
     */
    record Merged(long accepted, List<Conflict> conflicts, List<String> unresolved) {

        /** Copies the lists. */
        public Merged {
            conflicts = List.copyOf(conflicts);
            unresolved = List.copyOf(unresolved);
        }
    }

    /**
     * A staged row that is refused at the merge.
     *
     * @param ordinal its place in the chunk
     * @param reason for people
     */
    record Conflict(int ordinal, String reason) {}
}
