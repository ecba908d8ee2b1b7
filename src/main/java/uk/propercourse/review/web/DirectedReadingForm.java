package uk.propercourse.review.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.propercourse.review.DirectedReading;
import uk.propercourse.web.Chosen;

/** Directing somebody to read cases. */
record DirectedReadingForm(
        @NotBlank(message = "Choose who is to read") String staff,
        String cases,

        @Chosen(message = "Give the days")
        @Min(value = 1, message = "Give at least 1 day")
        @Max(value = DirectedReading.MOST_DAYS, message = "Give at most 28 days")
        @Nullable
        Integer days,

        @Size(min = 10, max = 2000, message = "Say what it is for in 10 to 2,000 characters")
        String purpose) {

    private static final int USUAL_DAYS = 7;

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    DirectedReadingForm {
        staff = staff == null ? "" : staff;
        cases = cases == null ? "" : cases.strip();
        purpose = purpose == null ? "" : purpose.strip();
    }

    static DirectedReadingForm empty() {
        return new DirectedReadingForm("", "", USUAL_DAYS, "");
    }

    /** One to a line, each once. */
    List<String> caseRefs() {
        return cases.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
