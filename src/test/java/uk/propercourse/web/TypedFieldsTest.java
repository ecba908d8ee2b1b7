package uk.propercourse.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** What comes back to whoever typed it, and what does not. */
class TypedFieldsTest {

    private static MockHttpServletRequest request(String referer) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/flags/1/decide");
        request.setServerName("force.example");
        request.addHeader("Referer", referer);
        return request;
    }

    @Test
    void whatWasTypedComesBackAndTokensChoicesAndIdentifiersDoNot() {
        MockHttpServletRequest request = request("https://force.example/flags/1?tab=2");
        request.addParameter("_csrf", "Kq3-secret");
        request.addParameter("newPassword", "a secret of mine");
        request.addParameter("finding", "NO_ISSUE");
        request.addParameter("version", "12");
        request.addParameter("flags", "03c9f0bc-a664-ef92-dbaf-c816df8ccc58:3");
        request.addParameter("moveWhy", " The same <story> ");
        request.addParameter("reason", "  ");
        assertThat(TypedFields.of(request)).containsOnly(java.util.Map.entry("Move why", "The same <story>"));
    }

    @Test
    void onlyAPageOfThisApplicationIsLinked() {
        assertThat(TypedFields.page(request("https://force.example/flags/1?tab=2")))
                .isEqualTo("/flags/1?tab=2");
        assertThat(TypedFields.page(request("https://elsewhere.example/flags/1")))
                .isNull();
        assertThat(TypedFields.page(request("https://force.example//elsewhere.example/x")))
                .isNull();
        assertThat(TypedFields.page(request("no address at all"))).isNull();
        assertThat(TypedFields.page(new MockHttpServletRequest())).isNull();
    }
}
