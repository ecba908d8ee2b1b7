package uk.propercourse.review;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How nudges are given, {@code propercourse.nudge.*}.
 *
 * @param holdOut share of the messages that are drawn not to be sent, 0 to 0.5: who got none is the group to compare with. 0 by
 *     default, because a force has to want that. The effect to look for is that of a controlled trial in hospitals, where 4
 *     of 219 did it again who were written to the same night and 90 of 225 who were not (domain catalogue, finding 4)
 */
@ConfigurationProperties("propercourse.nudge")
record NudgePolicy(@DefaultValue("0") double holdOut) {

    private static final double MOST = 0.5;

    NudgePolicy {
        if (holdOut < 0 || holdOut > MOST) {
            throw new IllegalArgumentException("propercourse.nudge.hold-out must be from 0 to 0.5, not " + holdOut);
        }
    }

    /**
     * Whether a step is not given, so that its effect can be measured. Talks are never held out.
     *
     * @param draw evenly from 0 to 1, 1 exclusive
     */
    boolean holdsOut(Nudge.Step step, double draw) {
        return step == Nudge.Step.MESSAGE && draw < holdOut;
    }
}
