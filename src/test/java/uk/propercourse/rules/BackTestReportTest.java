package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the numbers of a trial read. */
class BackTestReportTest {

    private static BackTestReport.Figures figures(@Nullable Integer sampled, long matches, double together) {
        return new BackTestReport.Figures(
                5_000_000, sampled, matches, 0, 0, 0, 0, 30, 0, new BackTestReport.Spread(together, 1, 1, 1), null);
    }

    @Test
    void saysWhatWasCountedAsItIs() {
        assertThat(figures(null, 4_000, 7).matchesText()).isEqualTo("4,000");
        assertThat(figures(null, 0, 1).daily(30, 90)).isEqualTo(30 / 90.0);
    }

    /** The 95 % interval of a Poisson count of 100 is 81 to 122, of 0 it is 0 to 3 (approximated by square roots). */
    @Test
    void saysOfAShareWhatItLetsExpectAndHowSureThatIs() {
        assertThat(figures(50, 100, 1).matchesText()).isEqualTo("about 5,000 (4,048 to 6,052)");
        assertThat(figures(50, 0, 1).matchesText()).isEqualTo("about 0 (0 to 111)");
        assertThat(figures(50, 100, 1).daily(30, 90)).isEqualTo(50 * 30 / 90.0);
    }

    @Test
    void isLessSureOfWhatFewPeopleDid() {
        assertThat(figures(50, 100, 10).matchesText())
                .as("a hundred accesses of ten people say no more than ten")
                .isEqualTo("about 5,000 (2,279 to 8,721)");
        assertThat(figures(50, 150_000, 10).matchesText())
                .as("no more than there are")
                .startsWith("about 5,000,000 (");
    }
}
