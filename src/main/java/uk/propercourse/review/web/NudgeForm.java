package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import uk.propercourse.web.Chosen;

/** Deciding about a flag with the next step of the ladder. */
record NudgeForm(
        int version,
        String step,

        @Size(min = 10, max = 2000, message = "Write what is said in 10 to 2,000 characters")
        String words,

        @Pattern(
                regexp = "RIGHT|WRONG_FEED|WRONG_EXPLANATION|LAWFUL_BUT_UNUSUAL|DUPLICATE|CANNOT_TELL",
                message = "Choose what the rule learns")
        String learned,

        @Chosen(message = "Confirm that the matter is overt, or keep it covert instead") @Nullable
        Boolean told) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    NudgeForm {
        step = step == null ? "" : step;
        words = words == null ? "" : words.strip();
        learned = learned == null ? "" : learned;
    }
}
