package uk.propercourse.investigation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.London;

/**
 * Something that was done in an investigation. A later one of its kind supersedes it.
 *
 * @param assessment what was found, null where the kind finds nothing
 * @param dueAt when what follows from it is due, null where no clock runs
 */
public record Step(
        Kind kind,
        @Nullable Assessment assessment,
        LocalDate happenedOn,
        @Nullable Instant dueAt,
        String note,
        String recordedBy,
        Instant recordedAt) {

    /** The steps there are; regulations are those of SI 2020/4, referral that of SI 2020/2. */
    public enum Kind {
        /** Regulation 14; dated, reasoned, and may be made again. */
        SEVERITY_ASSESSMENT("Severity assessment"),
        /** Whether the matter must go to the IOPC (SI 2020/2). */
        REFERRAL_TEST("Referral test"),
        /** It went there. */
        REFERRAL_MADE("Referral made to the IOPC"),
        /** Regulation 17, or the letter under the staff procedure: from then on the person knows. */
        NOTICE("Notice served on the person"),
        /** Regulation 18. */
        REPRESENTATIONS("Representations received"),
        /** Regulation 20. */
        INTERVIEW("Interview"),
        /** Regulation 21. */
        REPORT("Investigator's report"),
        /** Material, with whether it is disclosed. */
        DISCLOSURE("Entry of the disclosure schedule"),
        /** Something to do. */
        TASK("Task"),
        /** Anything else. */
        NOTE("Note"),
        /** Who investigates. */
        ASSIGNED("Investigator assigned");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** What it may find: nothing for most. */
        public List<Assessment> assessments() {
            return switch (this) {
                case SEVERITY_ASSESSMENT ->
                    List.of(
                            Assessment.NEITHER,
                            Assessment.PRACTICE_REQUIRING_IMPROVEMENT,
                            Assessment.MISCONDUCT,
                            Assessment.GROSS_MISCONDUCT);
                case REFERRAL_TEST -> List.of(Assessment.MANDATORY, Assessment.VOLUNTARY, Assessment.NOT_REFERRED);
                default -> List.of();
            };
        }
    }

    /** What a step found. */
    public enum Assessment {
        /** Of severity. */
        NEITHER("Neither misconduct nor gross misconduct"),
        /** Of severity: reflective practice review. */
        PRACTICE_REQUIRING_IMPROVEMENT("Practice requiring improvement"),
        /** Of severity: serious enough for disciplinary action. */
        MISCONDUCT("Misconduct"),
        /** Of severity: serious enough for dismissal. */
        GROSS_MISCONDUCT("Gross misconduct"),
        /** Of referral: serious corruption, or another ground of SI 2020/2. */
        MANDATORY("Must be referred"),
        /** Of referral. */
        VOLUNTARY("Referred of our own accord"),
        /** Of referral. */
        NOT_REFERRED("Need not be referred");

        private final String label;

        Assessment(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /**
     * When a mandatory referral is due: by the end of the next working day after it became clear. Bank holidays are not
     * known here, so that it is due too early rather than too late.
     */
    static Instant referralDue(LocalDate becameClear) {
        LocalDate day = becameClear.plusDays(1);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        return day.plusDays(1).atStartOfDay(London.ZONE).toInstant();
    }

    /** The referral test whose clock runs, of steps in the order in which they were recorded. */
    static Optional<Step> openClock(List<Step> steps) {
        Step running = null;
        for (Step step : steps) {
            if (step.kind() == Kind.REFERRAL_TEST) {
                running = step.dueAt() == null ? null : step;
            } else if (step.kind() == Kind.REFERRAL_MADE) {
                running = null;
            }
        }
        return Optional.ofNullable(running);
    }
}
