package uk.propercourse.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command: {@code java -jar proper-course-verifier.jar BUNDLE.zip [--key VERIFIER-KEY]}. */
public final class Verifier {

    private static final int BAD_USAGE = 64;
    private static final int DIFFERS = 3;

    private Verifier() {}

    /** Prints a line for each event and exits 0 when nothing is changed or missing, else 3. */
    public static void main(String[] args) throws IOException {
        boolean keyGiven = args.length == 3 && args[1].equals("--key");
        if ((args.length != 1 && !keyGiven) || !Files.isReadable(Path.of(args[0]))) {
            System.err.println("Usage: java -jar proper-course-verifier.jar BUNDLE.zip [--key VERIFIER-KEY]");
            System.exit(BAD_USAGE);
        }
        Verdict verdict = BundleCheck.check(Files.readAllBytes(Path.of(args[0])), keyGiven ? args[2] : "");
        verdict.lines().forEach(System.out::println);
        System.exit(verdict.holds() ? 0 : DIFFERS);
    }
}
