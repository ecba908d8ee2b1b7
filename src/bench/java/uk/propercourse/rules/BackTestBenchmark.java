package uk.propercourse.rules;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long the trial of each live rule takes over the ninety days before the last settled day of an evaluated force, and of all of them together.
 * Its argument is the {@code PROPERCOURSE_HOME} of that force; nothing in it is changed.
 */
public final class BackTestBenchmark {

    private static final int DAYS = 90;

    private BackTestBenchmark() {}

    /** Prints one line a rule on standard output, and the sum. */
    public static void main(String[] args) throws ClassNotFoundException {
        SpringApplication application = new SpringApplication(Class.forName("uk.propercourse.CommandApplication"));
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] settings = {
            "--propercourse.home=" + args[0], "--logging.level.root=warn", "--spring.main.lazy-initialization=true"
        };
        try (ConfigurableApplicationContext context = application.run(settings)) {
            BackTests trials = context.getBean(BackTests.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
            LocalDate last = trials.lastDay();
            double all = 0;
            for (Rule rule : context.getBean(RuleBook.class).listLive()) {
                long start = System.nanoTime();
                BackTestReport.Figures figures = Objects.requireNonNull(transaction.execute(status -> {
                    status.setRollbackOnly();
                    return trials.figures(rule, last.minusDays(DAYS - 1L), last);
                }));
                double seconds = (System.nanoTime() - start) / 1e9;
                all += seconds;
                System.out.printf(Locale.UK, "%-28s %8.2f s  %s%n", rule.code(), seconds, figures);
            }
            System.out.printf(Locale.UK, "%-28s %8.2f s%n", "all rules, one after another", all);
            PackTrial pack = context.getBean(PackTrials.class).run(last.minusDays(DAYS - 1L), last);
            System.out.printf(
                    Locale.UK,
                    "%-28s %8.2f s  %,d accesses, %,d dossiers%n",
                    "all rules at once",
                    pack.seconds(),
                    pack.accesses(),
                    pack.dossiers());
        }
    }
}
