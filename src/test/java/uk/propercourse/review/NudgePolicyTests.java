package uk.propercourse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Who is drawn to be told nothing. */
class NudgePolicyTests {

    @Test
    void holdsOutTheShareOfMessagesThatIsSet() {
        NudgePolicy policy = new NudgePolicy(0.25);
        assertThat(policy.holdsOut(Nudge.Step.MESSAGE, 0.2499)).isTrue();
        assertThat(policy.holdsOut(Nudge.Step.MESSAGE, 0.25)).isFalse();
        assertThat(policy.holdsOut(Nudge.Step.TALK, 0)).isFalse();
    }

    @Test
    void holdsNobodyOutUnlessItIsSet() {
        assertThat(new NudgePolicy(0).holdsOut(Nudge.Step.MESSAGE, 0)).isFalse();
    }

    @Test
    void refusesToHoldMostOut() {
        assertThatThrownBy(() -> new NudgePolicy(0.6)).hasMessageContaining("from 0 to 0.5");
    }
}
