package uk.propercourse.investigation.web;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.propercourse.investigation.Outcome;
import uk.propercourse.rules.Typology;
import uk.propercourse.web.Chosen;

/** An outcome as typed; {@code version} is the investigation's as it was shown. */
record OutcomeForm(
        int version,

        @Chosen(message = "Choose the finding") Outcome.@Nullable Finding finding,

        @Chosen(message = "Choose what was done with the data")
        Outcome.@Nullable Category category,

        List<Outcome.Standard> standards,
        @Nullable Typology typology,
        Outcome.@Nullable Corruption corruption,

        @Chosen(message = "Choose how the matter came up") Outcome.@Nullable Source source,

        @Chosen(message = "Choose the proceedings") Outcome.@Nullable Proceedings proceedings,
        List<Outcome.Sanction> sanctions,

        @Chosen(message = "Enter the day as in 2026-11-22") @Nullable
        LocalDate decidedOn,

        Boolean featuredInDismissal,
        Boolean victimTold,
        Boolean safeguardingReferral,
        Boolean breachReported,
        Boolean operationCompromised,

        @Size(min = 10, max = 4000, message = "Give reasons of 10 to 4,000 characters")
        String reason) {

    /** Fields that a browser left out are empty. */
    @SuppressWarnings("ConstantValue") // Binding passes null for what was not sent.
    OutcomeForm {
        standards = standards == null ? List.of() : List.copyOf(standards);
        sanctions = sanctions == null ? List.of() : List.copyOf(sanctions);
        featuredInDismissal = featuredInDismissal != null && featuredInDismissal;
        victimTold = victimTold != null && victimTold;
        safeguardingReferral = safeguardingReferral != null && safeguardingReferral;
        breachReported = breachReported != null && breachReported;
        operationCompromised = operationCompromised != null && operationCompromised;
        reason = reason == null ? "" : reason.strip();
    }

    static OutcomeForm empty(int version, LocalDate today) {
        return new OutcomeForm(
                version,
                null,
                null,
                List.of(),
                null,
                null,
                Outcome.Source.PROACTIVE_RULE,
                null,
                List.of(),
                today,
                false,
                false,
                false,
                false,
                false,
                "");
    }

    OutcomeForm withVersion(int current) {
        return new OutcomeForm(
                current,
                finding,
                category,
                standards,
                typology,
                corruption,
                source,
                proceedings,
                sanctions,
                decidedOn,
                featuredInDismissal,
                victimTold,
                safeguardingReferral,
                breachReported,
                operationCompromised,
                reason);
    }

    /** The outcome, once the form has been found good. */
    Outcome outcome(String by, Instant at) {
        return new Outcome(
                Objects.requireNonNull(finding),
                Objects.requireNonNull(category),
                standards,
                typology,
                corruption,
                Objects.requireNonNull(source),
                Objects.requireNonNull(proceedings),
                sanctions,
                Objects.requireNonNull(decidedOn),
                featuredInDismissal,
                victimTold,
                safeguardingReferral,
                breachReported,
                operationCompromised,
                reason,
                by,
                at);
    }
}
