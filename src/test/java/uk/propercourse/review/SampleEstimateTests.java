package uk.propercourse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wilson's interval, against published values. */
class SampleEstimateTests {

    /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3; the last two by hand. */
    @ParameterizedTest
    @CsvSource({
        "263, 81, 0.2553, 0.3662",
        "148, 15, 0.0624, 0.1605",
        "20, 0, 0.0000, 0.1611",
        "29, 1, 0.0061, 0.1718",
        "1, 1, 0.2065, 1.0000",
        "100, 0, 0.0000, 0.0370"
    })
    void givesWilsonsInterval(long judged, long notShown, double low, double high) {
        SampleEstimate estimate = new SampleEstimate(judged, notShown, 1_000_000);
        assertThat(estimate.low()).isCloseTo(low, within(0.00006));
        assertThat(estimate.high()).isCloseTo(high, within(0.00006));
    }

    @Test
    void saysNothingWhereNothingWasJudged() {
        SampleEstimate estimate = new SampleEstimate(0, 0, 500);
        assertThat(estimate.lowCount()).isZero();
        assertThat(estimate.highCount()).isEqualTo(500);
    }
}
