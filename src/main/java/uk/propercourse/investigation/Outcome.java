package uk.propercourse.investigation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.propercourse.rules.Typology;

/**
 * How a matter ended, with what the returns of the Home Office, the College and the IOPC ask for. The latest counts.
 *
 * @param standards of Schedule 2 to SI 2020/4 that were breached
 * @param typology the kind of misuse, for its sheet; null where nothing was upheld or it is of no kind
 * @param corruption of the national counter-corruption categories, null where none
 * @param featuredInDismissal whether the access or disclosure featured in a dismissal, or would have: the field behind the
 *     figures given to Parliament
 */
public record Outcome(
        Finding finding,
        Category category,
        List<Standard> standards,
        @Nullable Typology typology,
        @Nullable Corruption corruption,
        Source source,
        Proceedings proceedings,
        List<Sanction> sanctions,
        LocalDate decidedOn,
        boolean featuredInDismissal,
        boolean victimTold,
        boolean safeguardingReferral,
        boolean breachReported,
        boolean operationCompromised,
        String reason,
        String recordedBy,
        Instant recordedAt) {

    private static final Set<Sanction> DISMISSALS = Set.of(Sanction.DISMISSED, Sanction.WOULD_HAVE_BEEN_DISMISSED);

    /** Copies the lists. */
    public Outcome {
        standards = List.copyOf(standards);
        sanctions = List.copyOf(sanctions);
    }

    /** Whether those sanctions contain a dismissal, or one that only a resignation forestalled. */
    public static boolean isDismissal(List<Sanction> sanctions) {
        return sanctions.stream().anyMatch(DISMISSALS::contains);
    }

    /** Something with a name for people. */
    public interface Labelled {

        /** For people. */
        String label();

        /** The name of the constant. */
        String name();
    }

    /** What was found. */
    public enum Finding implements Labelled {
        NO_CASE("No case to answer"),
        LEARNING("Learning"),
        PRACTICE_REQUIRING_IMPROVEMENT("Practice requiring improvement"),
        MISCONDUCT("Misconduct"),
        GROSS_MISCONDUCT("Gross misconduct"),
        CRIMINAL("Criminal conviction or caution"),
        NOT_DETERMINED("Not determined: the person left");

        private final String label;

        Finding(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }

        /** Whether it says that something was wrong. */
        public boolean isUpheld() {
            return this == MISCONDUCT || this == GROSS_MISCONDUCT || this == CRIMINAL;
        }
    }

    /** What was done with the data. */
    public enum Category implements Labelled {
        ACCESSED("Accessed"),
        DISCLOSED("Disclosed"),
        BOTH("Accessed and disclosed");

        private final String label;

        Category(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** Standards of professional behaviour; those that access cases breach come first. */
    public enum Standard implements Labelled {
        CONFIDENTIALITY("Confidentiality"),
        ORDERS_AND_INSTRUCTIONS("Orders and instructions"),
        HONESTY_AND_INTEGRITY("Honesty and integrity"),
        DISCREDITABLE_CONDUCT("Discreditable conduct"),
        DUTIES_AND_RESPONSIBILITIES("Duties and responsibilities"),
        AUTHORITY_RESPECT_AND_COURTESY("Authority, respect and courtesy"),
        EQUALITY_AND_DIVERSITY("Equality and diversity"),
        USE_OF_FORCE("Use of force"),
        FITNESS_FOR_WORK("Fitness for duty"),
        CHALLENGING_AND_REPORTING("Challenging and reporting improper conduct");

        private final String label;

        Standard(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** The national counter-corruption categories, as HMICFRS inspects by them. */
    public enum Corruption implements Labelled {
        INFILTRATION("Infiltration"),
        DISCLOSURE_OF_INFORMATION("Disclosure of information"),
        PERVERTING_JUSTICE("Perverting the course of justice"),
        SEXUAL_MISCONDUCT("Sexual misconduct"),
        CONTROLLED_DRUGS("Controlled drug use and supply"),
        THEFT_AND_FRAUD("Theft and fraud"),
        MISUSING_FORCE_SYSTEMS("Misusing force systems"),
        ABUSE_OF_AUTHORITY("Abuse of authority"),
        INAPPROPRIATE_ASSOCIATION("Inappropriate association"),
        VULNERABILITY("Vulnerability"),
        CRIME("Committing, inciting or aiding a crime"),
        OTHER("Other");

        private final String label;

        Corruption(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** How the matter came up. */
    public enum Source implements Labelled {
        PROACTIVE_RULE("A rule of this application"),
        RANDOM_SAMPLE("A random sample"),
        COMPLAINT("A complaint"),
        COLLEAGUE_REPORT("A colleague's report"),
        OTHER_FORCE("Another force"),
        OTHER_PRODUCT("Another product");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** Before whom it was decided. */
    public enum Proceedings implements Labelled {
        NONE("None"),
        MEETING("Misconduct meeting"),
        HEARING("Misconduct hearing"),
        ACCELERATED("Accelerated hearing"),
        STAFF_DISCIPLINARY("Staff disciplinary hearing");

        private final String label;

        Proceedings(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** What followed for the person. */
    public enum Sanction implements Labelled {
        ADVICE("Advice"),
        REFLECTIVE_PRACTICE("Reflective practice"),
        WRITTEN_WARNING("Written warning"),
        FINAL_WRITTEN_WARNING("Final written warning"),
        REDUCTION_IN_RANK("Reduction in rank"),
        DISMISSED("Dismissal"),
        WOULD_HAVE_BEEN_DISMISSED("Would have been dismissed"),
        BARRED("Placed on the barred list"),
        VETTING_WITHDRAWN("Vetting withdrawn"),
        ACCESS_REMOVED("Access removed"),
        RETRAINING("Retraining");

        private final String label;

        Sanction(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }
}
