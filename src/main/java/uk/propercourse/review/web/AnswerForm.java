package uk.propercourse.review.web;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import uk.propercourse.review.RequestSummary;

/** An officer's answer as typed; {@code version} is the request's as it was shown. */
record AnswerForm(
        int version,

        @Pattern(regexp = "JUSTIFIED|SHOULD_NOT_HAVE|NOT_ME|ASK_SUPERVISOR", message = "Choose an answer")
        String kind,

        @Size(max = 100, message = "Use at most 100 characters for the case")
        String caseRef,

        @Size(min = 10, max = 4000, message = "Write 10 to 4,000 characters")
        String explanation) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    AnswerForm {
        kind = kind == null ? "" : kind;
        caseRef = caseRef == null ? "" : caseRef.strip();
        explanation = explanation == null ? "" : explanation.strip();
    }

    /** As it was last kept. */
    static AnswerForm kept(RequestSummary request) {
        return new AnswerForm(request.version(), "", text(request.draftCaseRef()), text(request.draftText()));
    }

    AnswerForm withVersion(int current) {
        return new AnswerForm(current, kind, caseRef, explanation);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
