package uk.propercourse.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * What became of a batch; {@code received = accepted + duplicates + quarantined}, always. Its JSON form is the
 * contract's.
 *
 * @param batchId names the batch on the intake pages
 * @param received rows read
 * @param accepted rows stored, new or changed
 * @param duplicates rows that were stored already with the same content
 * @param quarantined rows that could not be stored, kept with their reason
 * @param unresolvedAccounts accounts among the rows that belong to nobody known yet
 * @param warnings what the sender should know
 */
public record Receipt(
        @JsonProperty("batch_id") UUID batchId,
        @JsonProperty("received") long received,
        @JsonProperty("accepted") long accepted,
        @JsonProperty("duplicates") long duplicates,
        @JsonProperty("quarantined") long quarantined,
        @JsonProperty("unresolved_accounts") long unresolvedAccounts,
        @JsonProperty("warnings") List<String> warnings) {

    /** Checks the promise of the contract. */
    public Receipt {
        if (received != accepted + duplicates + quarantined) {
            throw new IllegalArgumentException("received %d is not accepted %d + duplicates %d + quarantined %d"
                    .formatted(received, accepted, duplicates, quarantined));
        }
        warnings = List.copyOf(warnings);
    }
}
