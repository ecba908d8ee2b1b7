package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A supervisor's decision as typed; {@code version} is the request's as it was shown. */
record JustificationForm(
        int version,

        @Pattern(regexp = "SATISFIED|NOT_SATISFIED|NOT_MINE|CONFLICT", message = "Choose what you decide")
        String kind,

        @Size(min = 10, max = 2000, message = "Give a reason of 10 to 2,000 characters")
        String explanation) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    JustificationForm {
        kind = kind == null ? "" : kind;
        explanation = explanation == null ? "" : explanation.strip();
    }
}
