package uk.propercourse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import uk.propercourse.intake.ForceLoader;
import uk.propercourse.intake.Receipt;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.review.EvaluationService;
import uk.propercourse.security.Role;
import uk.propercourse.security.UserAccounts;
import uk.propercourse.simulation.DemonstrationForce;

/**
 * On an empty embedded database: loads the demonstration force, settles it, and creates one account for each role. Never
 * on a database of one's own, and never with {@code PROPERCOURSE_DEMO=false}.
 */
@Component
@WebOnly
class Demonstration {

    private static final Logger log = LoggerFactory.getLogger(Demonstration.class);

    private final ForceLoader forces;
    private final EvaluationService evaluation;
    private final UserAccounts users;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final boolean wanted;
    private final String password;

    Demonstration(
            ForceLoader forces,
            EvaluationService evaluation,
            UserAccounts users,
            JdbcClient jdbc,
            Clock clock,
            @Value("${spring.datasource.url:}") String ownDatabase,
            @Value("${propercourse.demo:true}") boolean demo,
            @Value("${propercourse.demo-password:proper-course}") String password) {
        this.forces = forces;
        this.evaluation = evaluation;
        this.users = users;
        this.jdbc = jdbc;
        this.clock = clock;
        this.wanted = demo && ownDatabase.isEmpty();
        this.password = password;
    }

    @EventListener(ApplicationStartedEvent.class)
    public void load() throws IOException {
        if (!wanted || !isEmpty()) {
            return;
        }
        log.info("This database is empty: loading the demonstration force. Its data are synthetic.");
        createUsers();
        Path folder = Files.createTempDirectory("proper-course-demonstration-");
        try {
            Instant end = clock.instant().truncatedTo(ChronoUnit.HOURS);
            DemonstrationForce.write(folder, end);
            forces.load(folder, "demonstration", new Listener());
        } finally {
            delete(folder);
        }
        evaluation.evaluate(
                clock.instant(),
                (done, left) -> log.info("Settling the demonstration force: {} judgements made, {} left", done, left));
        log.info("The demonstration force is ready. Sign in with one of the accounts that the first page lists.");
    }

    private boolean isEmpty() {
        return users.isEmpty()
                && !jdbc.sql("select exists (select from intake.batch)")
                        .query(Boolean.class)
                        .single();
    }

    private static final class Listener implements ForceLoader.Listener {

        @Override
        public LongConsumer loading(Path file) {
            return rows -> {};
        }

        @Override
        public void loaded(Path file, Receipt receipt) {
            log.info("Loaded {} of the demonstration force: {} rows", file.getFileName(), receipt.accepted());
        }
    }

    private void createUsers() {
        for (Role role : Role.values()) {
            String username = switch (role) {
                case PSD_INVESTIGATOR -> "investigator";
                case PSD_MANAGER -> "manager";
                case SUPERVISOR -> "supervisor";
                case OFFICER -> "officer";
                case FORCE_ADMIN -> "admin";
                case DATA_PROTECTION -> "dpo";
                case INSPECTOR -> "inspector";
            };
            String staffId = switch (role) {
                case SUPERVISOR -> "D001";
                case OFFICER -> "D003";
                default -> null;
            };
            users.ensureDemonstration(
                    username, "Demonstration " + username.toLowerCase(Locale.UK), password, role, staffId);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
