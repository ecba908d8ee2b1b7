package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import uk.propercourse.web.Chosen;

/** A look-up to declare, as typed. */
record DeclarationForm(
        @Pattern(regexp = "PERSON|VEHICLE|LOCATION|PHONE|CASE|OTHER", message = "Choose the kind of record")
        String type,

        @Size(min = 1, max = 64, message = "Enter the record's identifier, at most 64 characters")
        String record,

        @Size(min = 10, max = 2000, message = "Say in 10 to 2,000 characters what you need it for")
        String reason,

        @Chosen(message = "Enter the first day") @Nullable LocalDate from,
        @Nullable Integer days) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    DeclarationForm {
        type = type == null ? "" : type;
        record = record == null ? "" : record.strip();
        reason = reason == null ? "" : reason.strip();
    }
}
