package uk.propercourse.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a flag. A later one supersedes it.
 *
 * @param finding about the person
 * @param feedback about the rule, null when the flag was re-opened
 * @param score of the flag as the decider saw it
 */
public record Decision(
        Finding finding, @Nullable Feedback feedback, String reason, int score, String decidedBy, Instant decidedAt) {

    /** What it means for the person. */
    public enum Finding {
        /** Lawful, or too little to ask about. */
        NO_ISSUE("No issue", "The flag leaves the queue; it comes back if the person looks again."),
        /** A word with the person is enough. */
        ADVICE("Advice", "The flag leaves the queue; speaking with the person is up to you."),
        /** More has to be found out. */
        INVESTIGATE("Investigate", "The flag leaves the queue; the next page opens the investigation."),
        /** Nothing more can be found out. */
        CANNOT_TELL("Cannot tell", "The flag leaves the queue and counts neither for nor against the person."),
        /** Somebody was asked for a justification: the reason is the question. */
        ASKED("Asked", "The flag leaves the queue until they have answered."),
        /** Back in the queue. */
        REOPENED("Re-opened", "The flag is back in the queue."),
        /** A second person agrees with the finding before. */
        CONFIRMED("Confirmed", "The flag stays out of the queue.");

        private final String label;
        private final String consequence;

        Finding(String label, String consequence) {
            this.label = label;
            this.consequence = consequence;
        }

        /** Whether it ends the matter without anybody having spoken with the person. */
        boolean closes() {
            return this == NO_ISSUE || this == CANNOT_TELL;
        }

        /** For people. */
        public String label() {
            return label;
        }

        /** What happens then. */
        public String consequence() {
            return consequence;
        }
    }

    /** What the rule learns, apart from what the person did. */
    public enum Feedback {
        /** It was right to ask. */
        RIGHT("It was right to ask"),
        /** A feed was wrong, late or missing. */
        WRONG_FEED("A feed was wrong, late or missing"),
        /** Casework explained it, and that was not seen. */
        WRONG_EXPLANATION("Casework explains it, and that was not seen"),
        /** Lawful, and still worth a question. */
        LAWFUL_BUT_UNUSUAL("Lawful, but unusual"),
        /** Known already. */
        DUPLICATE("The same matter as another flag"),
        /** Nothing can be said. */
        CANNOT_TELL("Cannot tell");

        private final String label;

        Feedback(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }
}
