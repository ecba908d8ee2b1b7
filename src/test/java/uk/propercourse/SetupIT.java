package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.security.SetupLink;
import uk.propercourse.security.UserAccounts;

/** An installation of one's own: no demonstration account, one link that works once. */
class SetupIT extends IntegrationTest {

    @Autowired
    SetupLink links;

    @Autowired
    UserAccounts users;

    @Test
    void createsTheFirstAdministratorOnce() {
        assertThat(users.listDemonstration()).isEmpty();
        assertThat(users.isEmpty()).isTrue();
        String old = links.create();
        String link = links.create();
        assertThat(links.isValid(old)).isFalse();
        assertThat(links.isValid(link)).isTrue();
        assertThat(links.use(old, "eve", "Eve", "a-long-password")).isFalse();
        assertThat(links.use(link, "admin", "Administrator", "a-long-password")).isTrue();
        assertThat(links.isValid(link)).isFalse();
        assertThat(links.use(link, "second", "Second", "a-long-password")).isFalse();
        assertThat(users.loadUserByUsername("admin").getAuthorities())
                .extracting(Object::toString)
                .containsExactly("ROLE_FORCE_ADMIN");
        assertThat(count("select count(*) from security.app_user")).isEqualTo(1);
    }
}
