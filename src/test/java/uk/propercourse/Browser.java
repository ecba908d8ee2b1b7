package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Headless Chromium: each user has a context of their own; every page that is reached is checked by axe. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String base;
    private final List<String> consoleErrors = new ArrayList<>();

    private Browser(Playwright playwright, com.microsoft.playwright.Browser browser, String base) {
        this.playwright = playwright;
        this.browser = browser;
        this.base = base;
    }

    /** Opens it, or skips the test with a printed reason where there is no Chromium; in CI that is a failure. */
    static Browser open(int port) {
        if (!Files.isExecutable(CHROMIUM)) {
            String reason = "Browser tests are skipped: there is no " + CHROMIUM + " (apt-get install chromium)";
            if (Boolean.parseBoolean(System.getenv("PROPERCOURSE_BROWSER_REQUIRED"))) {
                throw new IllegalStateException(reason);
            }
            System.out.println(reason);
            Assumptions.abort(reason);
        }
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        com.microsoft.playwright.Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Browser(playwright, browser, "http://localhost:" + port);
    }

    /** A page of a new session, not signed in. */
    Page newPage() {
        BrowserContext context =
                browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setBaseURL(base));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                consoleErrors.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    /** A page on which that user is signed in. */
    Page signIn(String user, String password) {
        return signIn(newPage(), user, password);
    }

    /** The same in a browser that runs no script. */
    Page signInWithoutJavaScript(String user, String password) {
        return signIn(
                browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                                .setBaseURL(base)
                                .setJavaScriptEnabled(false))
                        .newPage(),
                user,
                password);
    }

    private static Page signIn(Page page, String user, String password) {
        page.navigate("/sign-in");
        page.getByLabel("User name").fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        return page;
    }

    /**
     * Checks that this is the page, that axe finds nothing on it, that it fits a screen of 320 pixels (which is also one of 1,280 at
     * 400 %) and that the browser refused nothing.
     */
    void reached(Page page, String title) {
        page.waitForLoadState();
        assertThat(page.title()).isEqualTo(title + " – Proper Course");
        var violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
        assertThat(violations.stream()
                        .map(v -> v.getId() + ": " + v.getNodes().get(0).getHtml()))
                .as("axe on " + page.url())
                .isEmpty();
        fits(page);
        assertThat(consoleErrors).isEmpty();
    }

    private static void fits(Page page) {
        var size = page.viewportSize();
        page.setViewportSize(320, 640);
        Object overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue())
                .as("overflow at 320 px on " + page.url())
                .isLessThanOrEqualTo(0);
        page.setViewportSize(size.width, size.height);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
