package uk.propercourse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import uk.propercourse.simulation.SyntheticForce;
import uk.propercourse.simulation.TooManyScenariosException;

/** Writes a synthetic force; needs no database. */
final class SimulateCommand {

    private static final Set<String> OPTIONS = Set.of("--staff", "--days", "--seed", "--out", "--hard", "--scenarios");
    /** A Monday, so that rosters start with a week. */
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

    private SimulateCommand() {}

    /** Runs it and gives its exit code. */
    static int run(List<String> arguments) {
        Map<String, String> options = parse(arguments);
        Path out = Path.of(options.getOrDefault("--out", ""));
        if (!options.containsKey("--out") || isFilled(out)) {
            throw new UsageException("simulate needs --out with a new or empty folder.");
        }
        SyntheticForce.Parameters parameters = new SyntheticForce.Parameters(
                number(options, "--staff", 300, 40),
                number(options, "--days", 42, 7),
                number(options, "--seed", 1, 0),
                "yes".equals(options.get("--hard")),
                number(options, "--scenarios", 2, 0),
                FIRST);
        SyntheticForce.Written written = write(out, parameters);
        System.out.printf(
                "{\"staff\":%d,\"accesses\":%d,\"cases\":%d,\"out\":\"%s\"}%n",
                written.staff(), written.accesses(), written.cases(), out);
        return 0;
    }

    private static SyntheticForce.Written write(Path out, SyntheticForce.Parameters parameters) {
        try {
            return SyntheticForce.write(
                    out, parameters, day -> System.err.println("day " + day + " of " + parameters.days()));
        } catch (TooManyScenariosException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> parse(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw new UsageException("The option " + arguments.get(i) + " is not known or lacks its value.");
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        if (!Set.of("yes", "no").contains(options.getOrDefault("--hard", "no"))) {
            throw new UsageException("--hard is yes or no.");
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise, int least) {
        String text = options.getOrDefault(name, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < least) {
            throw new UsageException(name + " is a whole number from " + least + ".");
        }
        return Integer.parseInt(text);
    }

    private static boolean isFilled(Path folder) {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
