package uk.propercourse.review;

/**
 * A filter of the queue that a user gave a name.
 *
 * @param query as in the address of the queue; empty for the open flags
 */
public record SavedFilter(String name, String query) {

    /** Characters of a name. */
    public static final int LONGEST = 60;
    /** Filters that a user may keep. */
    public static final int MOST = 20;
}
