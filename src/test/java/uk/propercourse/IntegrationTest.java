package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import uk.propercourse.embedded.TestPostgres;
import uk.propercourse.intake.Feed;
import uk.propercourse.intake.Format;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.Receipt;
import uk.propercourse.review.EvaluationService;

/** The whole application over a real port, on a database that is empty before each class. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"propercourse.demo=false", "db-scheduler.enabled=false", "propercourse.trial.most-accesses=10000"
        })
@Import({StatementCounter.class, MovableClock.class})
abstract class IntegrationTest {

    @Autowired
    IntakeService intake;

    @Autowired
    EvaluationService evaluation;

    @Autowired
    JdbcTemplate jdbc;

    static final GreenMail MAIL = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry registry) {
        TestPostgres.register(registry);
        if (!MAIL.isRunning()) {
            MAIL.start();
        }
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
        registry.add("propercourse.ledger.witness.mail", () -> "witness@example.org");
        registry.add("propercourse.ledger.witness.keys", TestWitness::verifierKey);
    }

    @BeforeAll
    static void emptyDatabase() {
        TestPostgres.empty();
    }

    /** Loads the sample force from the class path; receipts by feed. */
    Map<String, Receipt> loadSampleForce() {
        Map<String, Receipt> receipts = new LinkedHashMap<>();
        for (Feed feed : intake.listFeeds()) {
            receipts.put(feed.name(), load(feed.name(), resource("/sample-force/" + feed.name() + ".csv.gz")));
        }
        return receipts;
    }

    Receipt load(String feed, InputStream in) {
        try (in) {
            return intake.load(
                    intake.getFeed(feed),
                    new IntakeService.Source(feed + ".csv", "test", Format.CSV),
                    in,
                    IntakeService.Admission.EVERYTHING,
                    rows -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads those lines, the first of which names the columns; none may be refused. */
    void context(String feed, String... lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(load(feed, new ByteArrayInputStream(bytes)).quarantined()).isZero();
    }

    static InputStream resource(String name) {
        return new BufferedInputStream(Objects.requireNonNull(IntegrationTest.class.getResourceAsStream(name), name));
    }

    static byte[] unpacked(String name) {
        try (InputStream in = new GZIPInputStream(resource(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String sql, Object... arguments) {
        Long count = jdbc.queryForObject(sql, Long.class, arguments);
        return count == null ? 0 : count;
    }
}
