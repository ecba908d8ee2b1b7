package uk.propercourse.kernel;

/** What callers of the API are told, with status 503, while the database takes nothing. */
public final class StorageUnavailable {

    /** Of the problem document. */
    public static final String CODE = "storage-unavailable";

    /** For people. */
    public static final String DETAIL =
            "The database takes nothing at the moment: its disk is full, or it is away. What has no"
                    + " receipt is not stored; send it again later.";

    /** When to come again, as a header has it. */
    public static final String RETRY_SECONDS = "60";

    private StorageUnavailable() {}
}
