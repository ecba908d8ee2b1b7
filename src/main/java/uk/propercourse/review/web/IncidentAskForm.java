package uk.propercourse.review.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import uk.propercourse.web.Chosen;

/** A question to all unexplained viewers as typed; {@code version} is the incident's as it was shown. */
record IncidentAskForm(
        int version,

        @Pattern(regexp = "OFFICER|OFFICER_THEN_SUPERVISOR", message = "Choose who is asked")
        String route,

        @Size(min = 10, max = 2000, message = "Write the question in 10 to 2,000 characters")
        String question,

        @Chosen(message = "Give the days to answer")
        @Min(value = 1, message = "Give at least 1 day")
        @Max(value = 28, message = "Give at most 28 days")
        @Nullable
        Integer days) {

    private static final int USUAL_DAYS = 7;

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    IncidentAskForm {
        route = route == null ? "" : route;
        question = question == null ? "" : question.strip();
    }

    static IncidentAskForm empty(int version) {
        return new IncidentAskForm(version, "", "", USUAL_DAYS);
    }
}
