package uk.propercourse.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.StaffId;

/**
 * A small answer to a small matter: something is said, and that it was said is kept.
 *
 * @param words as the person or the supervisor reads them
 * @param supervisor who speaks with the person, null where they are told directly
 * @param rerouted why it is not the direct supervisor, null where it is
 * @param sentAt null until it is sent
 * @param closedAt when it was done or withdrawn, null until then
 * @param answer what the person said to it, or what came of the talk; null until then
 * @param version counts its changes, so that a stale form is noticed
 */
public record Nudge(
        UUID id,
        FlagId flag,
        StaffId staff,
        Step step,
        String words,
        Status status,
        @Nullable StaffId supervisor,
        @Nullable String rerouted,
        String nudgedBy,
        Instant nudgedAt,
        @Nullable Instant sentAt,
        @Nullable Instant closedAt,
        @Nullable String answer,
        int version) {

    /** The ladder, from its lowest step. After the last, Professional Standards has to decide otherwise. */
    public enum Step {
        /** To the person, the same night. */
        MESSAGE("A message", "Tonight at 20:00 the person is told what was seen, in your words."),
        /** By the supervisor. */
        TALK("A talk with the supervisor", "Tonight at 20:00 the supervisor is asked to speak with the person."),
        /** With the supervisor, as Part 6 of the Police (Conduct) Regulations 2020 describes it for officers. */
        REFLECTIVE_PRACTICE(
                "Reflective practice", "Tonight at 20:00 the supervisor is asked to go through reflective practice.");

        private final String label;
        private final String consequence;

        Step(String label, String consequence) {
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
    }

    /** Where it is. */
    public enum Status {
        /** For the evening. */
        WAITING("goes out tonight"),
        /** Drawn to be told nothing. */
        HELD_OUT("held out: nobody is told"),
        /** The person or the supervisor has it. */
        SENT("sent"),
        /** Read by the person, or spoken about. */
        DONE("done"),
        /** Taken back before it was sent. */
        WITHDRAWN("taken back");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }
}
