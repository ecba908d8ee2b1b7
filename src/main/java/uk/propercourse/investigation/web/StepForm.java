package uk.propercourse.investigation.web;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import uk.propercourse.investigation.Step;
import uk.propercourse.web.Chosen;

/** A step as typed; {@code version} is the investigation's as it was shown. */
record StepForm(
        int version,

        @Chosen(message = "Choose a step") Step.@Nullable Kind kind,
        Step.@Nullable Assessment assessment,

        @Chosen(message = "Enter the day as in 2026-11-22") @Nullable
        LocalDate happenedOn,

        @Size(min = 3, max = 4000, message = "Write 3 to 4,000 characters")
        String note) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    StepForm {
        note = note == null ? "" : note.strip();
    }

    static StepForm empty(int version, LocalDate today) {
        return new StepForm(version, null, null, today, "");
    }

    StepForm withVersion(int current) {
        return new StepForm(current, kind, assessment, happenedOn, note);
    }
}
