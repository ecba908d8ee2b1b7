package uk.propercourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiProblemsTests {

    /** A sender comes again after 503; 500 says that coming again may not help. */
    @ParameterizedTest
    @CsvSource({
        "57P01, a connection that the server broke off as it stopped, 503",
        "57P03, a server that starts, 503",
        "08006, a connection that broke, 503",
        "53100, a full disk, 503",
        "23505, a key that is there already, 500",
        "57014, a statement that was cancelled, 500",
    })
    void saysByItsStateWhetherTheDatabaseIsAway(String state, String what, int status) {
        var response = new ApiProblems()
                .unexpected(new IllegalStateException("in the middle of work", new SQLException(what, state)));

        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getHeaders().containsHeader("Retry-After")).isEqualTo(status == 503);
    }

    @Test
    void saysThatACallFailedForAnyOtherReason() {
        assertThat(new ApiProblems()
                        .unexpected(new IllegalStateException("a problem of our own"))
                        .getStatusCode()
                        .value())
                .isEqualTo(500);
    }
}
