package uk.propercourse.review;

import java.time.Instant;

/**
 * A decision that somebody else has to look at.
 *
 * @param flag which it is about
 * @param decidedBy who may not give it
 */
public record SecondOpinion(
        FlagId flag, Why why, Decision.Finding finding, String reason, String decidedBy, Instant decidedAt) {

    /** Why one person is not enough. */
    public enum Why {
        /** A record is about somebody at risk: the decision takes effect when a second person agrees. */
        HIGH_HARM("A record is about somebody at risk: closed when a second person agrees"),
        /** One of several that were closed in one act, drawn by lot. */
        BULK_SAMPLE("One of several closed in one act, drawn by lot: already closed");

        private final String label;

        Why(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }
}
