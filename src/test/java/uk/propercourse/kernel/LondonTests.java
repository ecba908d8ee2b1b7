package uk.propercourse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LondonTests {

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T23:59:59Z, 2026-03-28, 28 Mar 2026 23:59",
        "2026-03-29T00:59:59Z, 2026-03-29, 29 Mar 2026 00:59",
        "2026-03-29T01:00:00Z, 2026-03-29, 29 Mar 2026 02:00",
        "2026-03-29T23:00:00Z, 2026-03-30, 30 Mar 2026 00:00",
        "2026-10-24T23:00:00Z, 2026-10-25, 25 Oct 2026 00:00",
        "2026-10-25T00:30:00Z, 2026-10-25, 25 Oct 2026 01:30",
        "2026-10-25T01:30:00Z, 2026-10-25, 25 Oct 2026 01:30",
        "2026-10-25T23:59:59Z, 2026-10-25, 25 Oct 2026 23:59"
    })
    void knowsTheDayAcrossClockChanges(Instant instant, LocalDate day, String shown) {
        assertThat(London.day(instant)).isEqualTo(day);
        assertThat(London.minute(instant)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T22:59:59Z, 2026-03-23",
        "2026-03-29T23:00:00Z, 2026-03-30",
        "2026-01-01T12:00:00Z, 2025-12-29"
    })
    void startsTheWeekOnMondayInLondon(Instant instant, LocalDate monday) {
        assertThat(London.weekOf(instant)).isEqualTo(monday);
    }
}
