package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import uk.propercourse.intake.ForceDirectory;
import uk.propercourse.security.Role;
import uk.propercourse.security.UserAccounts;
import uk.propercourse.simulation.DemonstrationForce;

/** People at work in a browser, each in a session of their own, on the demonstration force. One account for each role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JourneyTest extends IntegrationTest {

    static final String PASSWORD = "journey-password";
    static final Instant END = Instant.parse("2026-11-20T00:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    UserAccounts users;

    Browser browser;

    @BeforeAll
    void prepare(@TempDir Path folder) throws IOException {
        browser = Browser.open(port);
        DemonstrationForce.write(folder, END);
        for (ForceDirectory.Entry entry : ForceDirectory.list(folder, intake.listFeeds())) {
            assertThat(load(entry.feed().name(), Files.newInputStream(entry.file()))
                            .quarantined())
                    .as(entry.feed().name())
                    .isZero();
        }
        load("staff", resource("/empty.csv"));
        evaluation.evaluate(END.plusSeconds(5 * 86_400), (done, left) -> {});
        Arrays.stream(Role.values())
                .forEach(role -> users.ensureDemonstration(
                        role.name(), role.label(), PASSWORD, role, role == Role.PSD_MANAGER ? "D025" : null));
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    static void decide(Page page, String finding, String why) {
        check(page, finding);
        page.getByLabel("For the rule").first().selectOption("RIGHT");
        page.getByLabel("Why", exactly()).fill(why);
        press(page, "Decide");
    }

    static void check(Page page, String radio) {
        page.getByLabel(radio, exactly()).check();
    }

    static void press(Page page, String name) {
        Locator button = page.getByRole(AriaRole.BUTTON, button(name));
        button.first().click();
    }

    static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static int post(Page page, String path, String form) {
        return send(page, path, form).status();
    }

    static APIResponse send(Page page, String path, String form) {
        return page.request()
                .post(
                        path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .setData(form)
                                .setMaxRedirects(0));
    }
}
