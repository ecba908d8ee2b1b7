package uk.propercourse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;

/**
 * An access that somebody is asked about, with what the feeds say of the case that is quoted for it.
 *
 * @param record null where the source names none
 * @param quoted the case claimed in the answer, else the one quoted at the access, null where there is neither
 * @param onDuty null where no roster of the person is known around that time
 * @param caseKnown whether there is such a case, null where none is quoted
 * @param linked whether the record is linked to it, null where there is no such case
 * @param assigned whether the person or their unit was assigned to it then, null where there is no such case
 */
public record AskedAccess(
        Instant occurredAt,
        String system,
        String action,
        @Nullable RecordRef record,
        @Nullable String recordName,
        @Nullable String reason,
        @Nullable String quoted,
        @Nullable Boolean onDuty,
        @Nullable Boolean caseKnown,
        @Nullable Boolean linked,
        @Nullable Boolean assigned) {}
