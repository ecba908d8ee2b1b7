package uk.propercourse.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import uk.propercourse.kernel.DatabaseAway;

class TokenFilterTests {

    /** As when the database has ended: whoever sends bodies must keep them and come again. */
    @Test
    void tellsCallersToComeAgainWhereTokensCannotBeLookedUp() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/access-events");
        request.addHeader("Authorization", "Bearer a-token");
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();

        new TokenFilter(new ApiTokens(JdbcClient.create(new DatabaseAway()), Clock.systemUTC()))
                .doFilter(request, response, chain);

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("60");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString()).contains("\"code\": \"storage-unavailable\"");
        assertThat(chain.getRequest()).as("nothing behind it is asked").isNull();
    }
}
