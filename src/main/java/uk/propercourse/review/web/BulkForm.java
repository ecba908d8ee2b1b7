package uk.propercourse.review.web;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import uk.propercourse.review.DossierService;
import uk.propercourse.review.FlagId;

/** One decision about several flags, as typed; each flag stands with its version, as {@code id:version}. */
record BulkForm(
        @NotEmpty(message = "Choose at least one flag")
        List<@Pattern(regexp = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9]{1,9}") String> flags,

        @Pattern(regexp = "NO_ISSUE|ADVICE|CANNOT_TELL", message = "Choose what it means for the person")
        String finding,

        @Pattern(
                regexp = "RIGHT|WRONG_FEED|WRONG_EXPLANATION|LAWFUL_BUT_UNUSUAL|DUPLICATE|CANNOT_TELL",
                message = "Choose what the rule should learn")
        String feedback,

        @Size(min = 10, max = 2000, message = "Give a reason of 10 to 2,000 characters")
        String why) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    BulkForm {
        flags = flags == null ? List.of() : List.copyOf(flags);
        finding = finding == null ? "" : finding;
        feedback = feedback == null ? "" : feedback;
        why = why == null ? "" : why.strip();
    }

    static BulkForm empty() {
        return new BulkForm(List.of(), "", "", "");
    }

    List<DossierService.Seen> seen() {
        return flags.stream()
                .map(flag -> new DossierService.Seen(
                        new FlagId(UUID.fromString(flag.substring(0, flag.indexOf(':')))),
                        Integer.parseInt(flag.substring(flag.indexOf(':') + 1))))
                .toList();
    }
}
