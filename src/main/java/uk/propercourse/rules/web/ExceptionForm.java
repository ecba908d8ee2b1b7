package uk.propercourse.rules.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import uk.propercourse.rules.RuleExceptionText;
import uk.propercourse.web.Chosen;
import uk.propercourse.web.Days;

/** An exception to a rule as typed. */
record ExceptionForm(
        @NotBlank(message = "Choose a rule") String ruleCode,

        @NotBlank(message = "Enter a name of a few words") @Size(max = 80, message = "Use at most 80 characters")
        String name,

        @NotBlank(message = "Enter a condition") @Size(max = 2000, message = "Use at most 2,000 characters")
        String expression,

        @NotBlank(message = "Say who answers for these accesses") @Size(max = 80, message = "Use at most 80 characters")
        String owner,

        @NotBlank(message = "Give a reason of at least 10 characters")
        @Size(min = 10, max = 500, message = "Give a reason of 10 to 500 characters")
        String reason,

        @Chosen(message = "Enter the first day, such as 2026-03-01")
        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
        @Nullable
        LocalDate firstDay,

        @Chosen(message = "Enter the last day, such as 2026-03-14")
        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
        @Nullable
        LocalDate lastDay) {

    private static final int LONGEST = 366;

    static ExceptionForm empty(String ruleCode, LocalDate today) {
        return new ExceptionForm(ruleCode, "", "", "", "", today, today.plusDays(13));
    }

    /** What is wrong with the days together, null where nothing is. */
    static @Nullable String daysProblem(LocalDate first, LocalDate last) {
        if (!Days.isCalendar(first) || !Days.isCalendar(last)) {
            return "Use days of the years 2000 to 2199";
        }
        if (last.isBefore(first)) {
            return "The last day must not be before the first";
        }
        return last.isAfter(first.plusDays(LONGEST))
                ? "An exception lasts at most 366 days; propose it again then"
                : null;
    }

    RuleExceptionText text(LocalDate first, LocalDate last) {
        return new RuleExceptionText(
                ruleCode, name.strip(), expression.strip(), owner.strip(), reason.strip(), first, last);
    }
}
