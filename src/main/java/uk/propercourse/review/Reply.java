package uk.propercourse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody answered to a request for justification.
 *
 * @param caseRef the case that it rests on, null where none is claimed
 * @param name of who replied, for people
 */
public record Reply(Kind kind, @Nullable String caseRef, String explanation, String name, Instant repliedAt) {

    /** The answers there are. */
    public enum Kind {
        /** The person says why. */
        JUSTIFIED(
                "I had a policing reason", "Your reason is checked against the case, the roster and your assignments."),
        /** The person admits it. */
        SHOULD_NOT_HAVE(
                "I should not have looked", "Professional Standards reads what you write and decides what follows."),
        /** Somebody else used the account. */
        NOT_ME("It was not me", "Professional Standards finds out who used your account."),
        /** The person wants the supervisor to speak. */
        ASK_SUPERVISOR("Ask my supervisor", "Your supervisor at the time is asked, with what you write here."),
        /** The supervisor is satisfied. */
        SATISFIED("I am satisfied", "Professional Standards is told so and closes the question."),
        /** The supervisor is not. */
        NOT_SATISFIED("I am not satisfied", "Professional Standards will see this."),
        /** The supervisor is not the right one. */
        NOT_MINE("Not my decision", "The next supervisor up is asked."),
        /** The supervisor should not decide. */
        CONFLICT("I have a conflict", "The next supervisor up is asked; say only that there is a conflict.");

        private final String label;
        private final String consequence;

        Kind(String label, String consequence) {
            this.label = label;
            this.consequence = consequence;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** What happens then. */
        public String consequence() {
            return consequence;
        }

        /** Whether it is a supervisor's. */
        public boolean isSupervisors() {
            return compareTo(SATISFIED) >= 0;
        }
    }
}
