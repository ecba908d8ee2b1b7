package uk.propercourse.ledger;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Content whose leaves are in the ledger, offered for verification by whoever keeps it. */
public interface SealedContent {

    /** Told what is stored. */
    interface Sink {

        /**
         * Content that is there.
         *
         * @param leafHash recomputed from what is stored now
         * @param name how people know it, asked for only where something is wrong
         */
        void content(long appendId, int ordinal, byte[] leafHash, Supplier<String> name);

        /** Content that was erased lawfully, with the note that was kept of it. */
        void erased(long appendId, int ordinal, Instant at, String reason);
    }

    /** Tells everything that is stored under those appends (inclusive), in any order. */
    void tell(long firstAppend, long lastAppend, Sink sink);

    /** Names of what is stored under no append of the ledger, at most so many. */
    List<String> listUnsealed(int limit);

    /** How much was stored before there was a ledger, and is in none for that reason. */
    long countOlderThanLedger();
}
