package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the numbers of a trial read. */
class BackTestReportTest {

    private static BackTestReport.Figures figures(@Nullable Integer sampled) {
        return new BackTestReport.Figures(5_000_000, sampled, 4_000, 0, 0, 0, 0, 30, 0, null);
    }

    @Test
    void saysWhatWasCountedAsItIs() {
        assertThat(figures(null).text(4_000)).isEqualTo("4,000");
        assertThat(figures(null).daily(30, 90)).isEqualTo(30 / 90.0);
    }

    /** The 95 % interval of a Poisson count of 100 is 81 to 122, of 0 it is 0 to 3 (approximated by square roots). */
    @Test
    void saysOfAShareWhatItLetsExpectAndHowSureThatIs() {
        assertThat(figures(50).text(100)).isEqualTo("about 5,000 (4,048 to 6,052)");
        assertThat(figures(50).text(0)).isEqualTo("about 0 (0 to 111)");
        assertThat(figures(50).daily(30, 90)).isEqualTo(50 * 30 / 90.0);
    }
}
