package uk.propercourse.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an access is judged after it arrived. */
class LagsTest {

    private static Lags ofDays(Integer... days) {
        return new Lags(List.of(days).stream().map(Duration::ofDays).toList());
    }

    @Test
    void leavesASliceNoLongerThanTheLeastTimeBetweenTwoJudgements() {
        assertThat(ofDays(3).closest()).isEqualTo(Duration.ofDays(3));
        assertThat(ofDays(3, 7, 28).closest()).isEqualTo(Duration.ofDays(3));
        assertThat(ofDays(3, 4).closest()).isEqualTo(Duration.ofDays(1));
        assertThat(ofDays(1, 3, 7).closest())
                .as("from the arrival to the first")
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void writesEachAsAConstant() {
        assertThat(ofDays(1, 3).each(" + %1$s")).isEqualTo(" + interval '86400 seconds' + interval '259200 seconds'");
        assertThat(ofDays(1, 3).isSettlingOnly()).isFalse();
        assertThat(ofDays(3).isSettlingOnly()).isTrue();
    }
}
