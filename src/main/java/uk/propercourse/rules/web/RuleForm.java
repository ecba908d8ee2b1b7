package uk.propercourse.rules.web;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import uk.propercourse.rules.Family;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleText;
import uk.propercourse.rules.RuleVersion;

/** A rule as typed. {@code version} and {@code edits} are those of the draft that is changed, 0 for a new one. */
record RuleForm(
        @Pattern(regexp = "[A-Z][A-Z0-9_]{2,39}", message = "Use 3 to 40 capital letters, digits and underscores")
        String code,

        int version,
        int edits,

        @NotBlank(message = "Enter a name of a few words") @Size(max = 80, message = "Use at most 80 characters")
        String name,

        @NotBlank(message = "Enter what it catches") @Size(max = 200, message = "Use at most 200 characters")
        String sentence,

        @NotBlank(message = "Enter a condition") @Size(max = 2000, message = "Use at most 2,000 characters")
        String expression,

        @NotNull(message = "Choose a family") Family family,

        @Min(value = 0, message = "Use 0 to 100 points") @Max(value = 100, message = "Use 0 to 100 points")
        int weight,

        @DecimalMin(value = "0", inclusive = false, message = "Use a share above 0 and below 1, or leave it empty")
        @DecimalMax(value = "1", inclusive = false, message = "Use a share above 0 and below 1, or leave it empty")
        @Nullable
        Double usualShare,

        @Min(value = 1, message = "Use 1 or more stories a day, or leave it empty") @Nullable
        Integer budget,

        @Min(value = 1, message = "Choose a tier") @Max(value = 3, message = "Choose a tier")
        int tier,

        Rule.@NotNull(message = "Choose when it is asked") Lane lane,
        Rule.@NotNull(message = "Choose what its accesses have in common") Story story,

        @Size(max = 300, message = "Use at most 300 characters")
        String source,

        @NotBlank(message = "Say why you write or change it") @Size(max = 500, message = "Use at most 500 characters")
        String note) {

    static RuleForm empty() {
        return new RuleForm(
                "",
                0,
                0,
                "",
                "",
                "!explanation.explained && ",
                Family.SENSITIVITY,
                20,
                null,
                null,
                1,
                Rule.Lane.SETTLED,
                Rule.Story.SUBJECT,
                "",
                "");
    }

    static RuleForm of(RuleVersion version) {
        Rule rule = version.rule();
        boolean draft = version.status() == RuleVersion.Status.DRAFT;
        return new RuleForm(
                rule.code(),
                draft ? rule.version() : 0,
                version.edits(),
                rule.name(),
                rule.sentence(),
                rule.expression(),
                rule.family(),
                rule.weight(),
                rule.usualShare(),
                rule.budget(),
                rule.tier(),
                rule.lane(),
                rule.story(),
                rule.source(),
                draft ? version.note() : "");
    }

    RuleText text() {
        return new RuleText(
                code,
                name.strip(),
                sentence.strip(),
                expression.strip(),
                family,
                weight,
                usualShare,
                budget,
                tier,
                lane,
                story,
                source.strip(),
                note.strip());
    }
}
