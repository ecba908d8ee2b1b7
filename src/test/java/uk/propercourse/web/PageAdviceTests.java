package uk.propercourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import uk.propercourse.kernel.DatabaseAway;
import uk.propercourse.kernel.Force;

class PageAdviceTests {

    /** The page of an error has a layout too, and the error may be that the database is away. */
    @Test
    void doesNotNeedTheDatabase() {
        PageAdvice advice =
                new PageAdvice(new Force((short) 1, "A synthetic force"), JdbcClient.create(new DatabaseAway()));

        assertThat(advice.page(null, new MockHttpServletRequest()).forceName()).isEqualTo("A synthetic force");
    }
}
