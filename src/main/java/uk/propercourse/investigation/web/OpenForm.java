package uk.propercourse.investigation.web;

import jakarta.validation.constraints.Size;
import java.util.UUID;

/** An investigation to open, as typed. */
record OpenForm(
        UUID flag,

        @Size(min = 10, max = 2000, message = "Write 10 to 2,000 characters")
        String allegation) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    OpenForm {
        allegation = allegation == null ? "" : allegation.strip();
    }
}
