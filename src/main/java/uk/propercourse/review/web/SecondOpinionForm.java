package uk.propercourse.review.web;

import jakarta.validation.constraints.Size;

/** A second opinion about a decision, as typed. */
record SecondOpinionForm(
        int version,
        boolean agrees,

        @Size(min = 10, max = 2000, message = "Give your own view in 10 to 2,000 characters")
        String opinion) {

    /** A field that a browser left out is empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    SecondOpinionForm {
        opinion = opinion == null ? "" : opinion.strip();
    }
}
