package uk.propercourse.review.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import uk.propercourse.web.Chosen;

/** A request for justification as typed; {@code version} is the flag's as it was shown. */
record AskForm(
        int version,

        @Pattern(regexp = "OFFICER|SUPERVISOR|OFFICER_THEN_SUPERVISOR", message = "Choose who is asked")
        String route,

        @Size(min = 10, max = 2000, message = "Write the question in 10 to 2,000 characters")
        String question,

        @Chosen(message = "Give the days to answer")
        @Min(value = 1, message = "Give at least 1 day")
        @Max(value = 28, message = "Give at most 28 days")
        @Nullable
        Integer days,

        @Chosen(message = "Confirm that the matter is overt, or keep it covert instead") @Nullable
        Boolean overt) {

    private static final int USUAL_DAYS = 7;

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    AskForm {
        route = route == null ? "" : route;
        question = question == null ? "" : question.strip();
    }

    static AskForm empty(int version) {
        return new AskForm(version, "", "", USUAL_DAYS, null);
    }
}
