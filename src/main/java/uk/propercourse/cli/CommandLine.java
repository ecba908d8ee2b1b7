package uk.propercourse.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import uk.propercourse.kernel.ConflictException;
import uk.propercourse.kernel.InvalidException;
import uk.propercourse.kernel.NotFoundException;
import uk.propercourse.kernel.RefusedException;

/** Finds the command that the arguments name, checks its usage before anything is started, and runs it. */
public final class CommandLine {

    /** Exit code of bad usage ({@code EX_USAGE} of sysexits). */
    static final int BAD_USAGE = 64;

    private static final Map<String, String> USAGE = new TreeMap<>(Map.of(
            "import", "import DIR | import --profile NAME FILE...",
            "evaluate", "evaluate [--as-of TIME]",
            "export", "export flags|verdicts",
            "token", "token create NAME --scope SCOPE...",
            "ledger", "ledger verify | ledger rotate-key [--lost yes]",
            "erase", "erase SYSTEM/EVENT_ID... --reason TEXT",
            "scorecard", "scorecard TRUTH.csv [--k DOSSIERS_A_WEEK]",
            "simulate", "simulate --out DIR [--staff N] [--days N] [--seed N] [--hard yes] [--scenarios N]"));

    private CommandLine() {}

    /** Whether the arguments ask for a command; options ({@code --server.port=...}) start the web application. */
    public static boolean isCommand(String[] args) {
        return args.length > 0 && !args[0].startsWith("--");
    }

    /**
     * Runs the command and gives its exit code.
     *
     * @param configuration the application as commands need it
     */
    public static int run(Class<?> configuration, String[] args) {
        List<String> arguments = Arrays.asList(args).subList(1, args.length);
        if (!USAGE.containsKey(args[0])) {
            System.err.println(
                    "There is no command '" + args[0] + "'. The commands are: " + String.join(", ", USAGE.keySet()));
            return BAD_USAGE;
        }
        try {
            if (args[0].equals("simulate")) {
                return SimulateCommand.run(arguments);
            }
            Commands.Parsed parsed = Commands.parse(args[0], arguments);
            System.setProperty("PROPERCOURSE_LOG_TARGET", "System.err");
            SpringApplication application = new SpringApplication(configuration);
            application.setWebApplicationType(WebApplicationType.NONE);
            application.setBannerMode(Banner.Mode.OFF);
            application.setLogStartupInfo(false);
            application.setDefaultProperties(Map.of(
                    "spring.main.lazy-initialization", "true",
                    "spring.main.web-application-type", "none",
                    "logging.level.root", "warn"));
            try (ConfigurableApplicationContext context = application.run()) {
                return context.getBean(Commands.class).run(parsed);
            }
        } catch (UsageException e) {
            System.err.println(e.getMessage() + " Usage: " + USAGE.get(args[0]));
            return BAD_USAGE;
        } catch (InvalidException | NotFoundException | ConflictException | RefusedException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
