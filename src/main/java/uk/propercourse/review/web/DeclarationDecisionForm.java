package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A supervisor's decision about a declaration, as typed; {@code version} is the declaration's as it was shown. */
record DeclarationDecisionForm(
        int version,

        @Pattern(regexp = "ACCEPTED|REFUSED", message = "Choose what you decide")
        String decision,

        @Size(min = 10, max = 2000, message = "Give a reason of 10 to 2,000 characters")
        String reason) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    DeclarationDecisionForm {
        decision = decision == null ? "" : decision;
        reason = reason == null ? "" : reason.strip();
    }
}
