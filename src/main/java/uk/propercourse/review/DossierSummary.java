package uk.propercourse.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.StaffId;

/**
 * A person's week that waits for a decision.
 *
 * @param strongest its strongest open flag, by which the dossier is addressed
 * @param week its Monday
 * @param flags how many of its flags are open
 * @param because the sentence of the strongest flag's strongest rule
 * @param events accesses of the strongest flag
 * @param onDuty at how many of these the person was on duty
 * @param answered how many of its flags somebody has answered a question about
 * @param oldest when the first of its open flags was raised
 * @param markers of the records that the strongest flag's accesses opened
 * @param claimedBy who works on it, null while nobody does
 * @param snoozedUntil when it is due again, null while it is due
 */
public record DossierSummary(
        FlagId strongest,
        StaffId staff,
        LocalDate week,
        double score,
        int flags,
        String because,
        int events,
        int onDuty,
        int answered,
        Instant oldest,
        List<String> markers,
        @Nullable String claimedBy,
        @Nullable LocalDate snoozedUntil,
        @Nullable String snoozeReason) {

    /** Copies the list. */
    public DossierSummary {
        markers = List.copyOf(markers);
    }

    /** The markers as people say them. */
    public List<String> harm() {
        return markers.stream()
                .map(marker -> marker.equals("DA_VICTIM") ? "Domestic abuse victim" : English.words(marker))
                .toList();
    }
}
