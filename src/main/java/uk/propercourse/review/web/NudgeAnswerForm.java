package uk.propercourse.review.web;

import jakarta.validation.constraints.Size;

/** What somebody says to a nudge. */
record NudgeAnswerForm(
        int version,

        @Size(max = 2000, message = "Write at most 2,000 characters")
        String answer) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    NudgeAnswerForm {
        answer = answer == null ? "" : answer.strip();
    }
}
