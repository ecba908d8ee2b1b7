package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A decision as typed, empty where nothing was chosen; {@code version} is the flag's as it was shown. */
record DecisionForm(
        int version,

        @Pattern(regexp = "NO_ISSUE|ADVICE|INVESTIGATE|CANNOT_TELL", message = "Choose what it means for the person")
        String finding,

        @Pattern(
                regexp = "RIGHT|WRONG_FEED|WRONG_EXPLANATION|LAWFUL_BUT_UNUSUAL|DUPLICATE|CANNOT_TELL",
                message = "Choose what the rule should learn")
        String feedback,

        @Size(min = 10, max = 2000, message = "Give a reason of 10 to 2,000 characters")
        String why) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    DecisionForm {
        finding = finding == null ? "" : finding;
        feedback = feedback == null ? "" : feedback;
        why = why == null ? "" : why.strip();
    }
}
