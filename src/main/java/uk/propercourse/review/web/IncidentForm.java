package uk.propercourse.review.web;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import uk.propercourse.web.Chosen;

/** An incident to open, as typed; both days are included. */
record IncidentForm(
        @Size(min = 3, max = 200, message = "Give the incident a name of 3 to 200 characters")
        String name,

        @Size(min = 1, max = 40, message = "Enter the kind of record, such as PERSON")
        String type,

        @Size(min = 1, max = 200, message = "Enter the record's identifier")
        String record,

        @Chosen(message = "Enter the first day") @Nullable LocalDate from,
        @Chosen(message = "Enter the last day") @Nullable LocalDate to) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    IncidentForm {
        name = name == null ? "" : name.strip();
        type = type == null ? "" : type.strip().toUpperCase(java.util.Locale.ROOT);
        record = record == null ? "" : record.strip();
    }
}
