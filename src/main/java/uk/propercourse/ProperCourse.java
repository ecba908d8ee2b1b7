package uk.propercourse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import uk.propercourse.cli.CommandLine;

/**
 * Starts the web application, or runs one command of the feed contract when the first argument names one.
 *
 * <p>Exit codes of commands are those of the contract: 0 done, 2 something was quarantined, 3 the ledger differs,
 * 64 bad usage.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Proper Course", sharedModules = "kernel")
public class ProperCourse {

    /** Runs the application; never returns normally for a command, which ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (CommandLine.isCommand(args)) {
            System.exit(CommandLine.run(CommandApplication.class, args));
        }
        SpringApplication.run(ProperCourse.class, args);
    }
}
