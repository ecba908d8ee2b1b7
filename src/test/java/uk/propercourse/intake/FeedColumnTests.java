package uk.propercourse.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedColumnTests {

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T08:15:00Z, 2026-03-01T08:15:00Z",
        "2026-03-29T02:30:00+01:00, 2026-03-29T01:30:00Z",
        "2026-03-01T08:15:00.123456789Z, 2026-03-01T08:15:00.123456Z"
    })
    void readsTimesWithAnOffset(String raw, String stored) {
        assertThat(FeedColumn.instant("t").normalise(raw, problems::add)).isEqualTo(Instant.parse(stored));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 08:15:00",
        "2026-03-01T08:15:00",
        "2026-02-30T08:15:00Z",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "9999-01-01T00:00:00Z"
    })
    void refusesTimesWithoutAnOffsetOrThatCannotBe(String raw) {
        FeedColumn.instant("t").normalise(raw, problems::add);
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("t is '" + raw);
    }

    @Test
    void treatsEmptyAsUnknownUnlessItIsRequired() {
        assertThat(FeedColumn.text("x").normalise("", problems::add)).isNull();
        assertThat(problems).isEmpty();
        FeedColumn.text("x").mandatory().normalise("", problems::add);
        assertThat(problems).containsExactly("x is empty");
    }

    @Test
    void refusesWhatIsTooLongOrNotAWordOfTheContract() {
        FeedColumn.identifier("id").normalise("x".repeat(65), problems::add);
        FeedColumn.word("kind", "A", "B").normalise("C", problems::add);
        FeedColumn.integer("n").normalise("1.5", problems::add);
        FeedColumn.date("d").normalise("01/03/2026", problems::add);
        assertThat(problems)
                .containsExactly(
                        "id is 65 characters long, 64 are allowed",
                        "kind is 'C', expected one of A, B",
                        "n is '1.5', expected a whole number",
                        "d is '01/03/2026', expected a date such as 2026-03-01");
    }

    @Test
    void readsListsWithoutBlanksAndEmptyItems() {
        assertThat(FeedColumn.list("l").normalise("a; b\"c ;;d\\e", problems::add))
                .isEqualTo(List.of("a", "b\"c", "d\\e"));
    }
}
