package uk.propercourse.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.access.Erasures;
import uk.propercourse.intake.ForceDirectory;
import uk.propercourse.intake.ForceLoader;
import uk.propercourse.intake.IntakeService;
import uk.propercourse.intake.ProfileCatalog;
import uk.propercourse.intake.Receipt;
import uk.propercourse.intake.SourceProfile;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.ledger.LedgerVerification;
import uk.propercourse.reporting.Scorecard;
import uk.propercourse.review.EvaluationService;
import uk.propercourse.review.ExportService;
import uk.propercourse.security.ApiTokens;

/** The commands, each one call of a service. */
@Component
class Commands {

    private static final int DONE = 0;
    private static final int QUARANTINED = 2;
    private static final int DIFFERS = 3;

    private final ForceLoader forces;
    private final IntakeService intake;
    private final ProfileCatalog profiles;
    private final EvaluationService evaluation;
    private final ExportService export;
    private final ApiTokens tokens;
    private final Scorecard scorecard;
    private final Ledger ledger;
    private final LedgerVerification verification;
    private final Erasures erasures;
    private final JsonMapper json;
    private final Clock clock;

    Commands(
            ForceLoader forces,
            IntakeService intake,
            ProfileCatalog profiles,
            EvaluationService evaluation,
            ExportService export,
            ApiTokens tokens,
            Scorecard scorecard,
            Ledger ledger,
            LedgerVerification verification,
            Erasures erasures,
            JsonMapper json,
            Clock clock) {
        this.forces = forces;
        this.intake = intake;
        this.profiles = profiles;
        this.evaluation = evaluation;
        this.export = export;
        this.tokens = tokens;
        this.scorecard = scorecard;
        this.ledger = ledger;
        this.verification = verification;
        this.erasures = erasures;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A command with its checked arguments.
     *
     * @param name of the command
     * @param words what follows it, without options
     * @param option the value of its option, or null
     */
    record Parsed(String name, List<String> words, List<String> option) {}

    /** Checks the arguments; throws {@link UsageException} before anything is started. */
    static Parsed parse(String name, List<String> arguments) {
        String optionName = switch (name) {
            case "import" -> "--profile";
            case "evaluate" -> "--as-of";
            case "token" -> "--scope";
            case "scorecard" -> "--k";
            case "ledger" -> "--lost";
            case "erase" -> "--reason";
            default -> "";
        };
        List<String> words = new ArrayList<>();
        List<String> option = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (argument.equals(optionName) && i + 1 < arguments.size()) {
                option.add(arguments.get(++i));
                while (name.equals("token")
                        && i + 1 < arguments.size()
                        && !arguments.get(i + 1).startsWith("--")) {
                    option.add(arguments.get(++i));
                }
            } else {
                throw new UsageException("The option " + argument + " is not known or lacks its value.");
            }
        }
        check(name, words, option);
        return new Parsed(name, words, option);
    }

    private static void check(String name, List<String> words, List<String> option) {
        switch (name) {
            case "import" -> {
                require(
                        option.isEmpty() ? words.size() == 1 : option.size() == 1 && !words.isEmpty(),
                        "import needs a folder, or a profile and files.");
                for (String word : words) {
                    require(Files.exists(Path.of(word)), "There is no file or folder '" + word + "'.");
                }
                require(
                        !option.isEmpty() || Files.isDirectory(Path.of(words.get(0))),
                        "'" + words.get(0) + "' is not a folder; a single file needs --profile.");
            }
            case "evaluate" -> {
                require(words.isEmpty() && option.size() <= 1, "evaluate takes no words.");
                option.forEach(Commands::time);
            }
            case "export" ->
                require(
                        words.equals(List.of("flags")) || words.equals(List.of("verdicts")),
                        "export needs flags or verdicts.");
            case "token" -> {
                require(words.size() == 2 && words.get(0).equals("create"), "token needs create and a name.");
                require(!option.isEmpty(), "token create needs at least one --scope.");
                option.forEach(scope -> require(ApiTokens.isScope(scope), "There is no scope '" + scope + "'."));
            }
            case "scorecard" -> {
                require(words.size() == 1, "scorecard needs a file of labels.");
                require(Files.isRegularFile(Path.of(words.get(0))), "There is no file '" + words.get(0) + "'.");
                option.forEach(k -> require(k.matches("[1-9][0-9]{0,4}"), "--k is a whole number above 0."));
            }
            case "ledger" -> {
                require(
                        words.equals(List.of("verify")) || words.equals(List.of("rotate-key")),
                        "ledger needs verify or rotate-key.");
                require(
                        option.isEmpty() || (words.get(0).equals("rotate-key") && option.equals(List.of("yes"))),
                        "--lost yes belongs to rotate-key.");
            }
            case "erase" -> {
                require(!words.isEmpty(), "erase needs at least one event as SYSTEM/EVENT_ID.");
                words.forEach(word ->
                        require(word.indexOf('/') > 0, "'" + word + "' is not an event such as PNC/PNC-00000001."));
                require(option.size() == 1, "erase needs --reason.");
            }
            default -> throw new UsageException("There is no command " + name + ".");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new UsageException(message);
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("'" + text + "' is not a time such as 2026-03-29T00:00:00Z.");
        }
    }

    /** Runs it and gives the exit code. */
    int run(Parsed command) {
        try {
            return switch (command.name()) {
                case "import" ->
                    command.option().isEmpty()
                            ? importForce(Path.of(command.words().get(0)))
                            : importExport(command.option().get(0), command.words());
                case "evaluate" ->
                    evaluate(
                            command.option().isEmpty()
                                    ? clock.instant()
                                    : time(command.option().get(0)));
                case "export" -> export(command.words().get(0));
                case "token" -> createToken(command.words().get(1), command.option());
                case "ledger" ->
                    command.words().get(0).equals("verify")
                            ? verifyLedger()
                            : rotateKey(!command.option().isEmpty());
                case "erase" -> erase(command.words(), command.option().get(0));
                default ->
                    scorecard(
                            Path.of(command.words().get(0)),
                            command.option().isEmpty()
                                    ? null
                                    : Integer.valueOf(command.option().get(0)));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int importForce(Path folder) throws IOException {
        if (forces.list(folder).isEmpty()) {
            System.err.println(
                    "'" + folder + "' holds none of the contract's files, such as staff.csv or access.csv.gz");
        }
        ImportProgress progress = new ImportProgress(Progress.of("import"), this::print);
        List<Receipt> receipts = forces.load(folder, "command line", progress);
        return receipts.stream().allMatch(receipt -> receipt.quarantined() == 0) ? DONE : QUARANTINED;
    }

    private int importExport(String profileName, List<String> files) throws IOException {
        SourceProfile profile = profiles.get(profileName);
        long quarantined = 0;
        for (String file : files) {
            quarantined += importExport(profile, Path.of(file)).quarantined();
        }
        return quarantined == 0 ? DONE : QUARANTINED;
    }

    private Receipt importExport(SourceProfile profile, Path file) throws IOException {
        ImportProgress progress = new ImportProgress(Progress.of("import " + file.getFileName()), this::print);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Receipt receipt = intake.load(
                    profile,
                    new IntakeService.Source(
                            file.getFileName().toString(), "command line", ForceDirectory.formatOf(file)),
                    in,
                    progress.loading(file));
            progress.loaded(file, receipt);
            return receipt;
        }
    }

    private void print(Receipt receipt) {
        System.out.println(json.writeValueAsString(receipt));
    }

    private int evaluate(Instant asOf) {
        Progress progress = Progress.of("evaluate");
        long done = evaluation.evaluate(asOf, progress::update);
        progress.done(String.format(Locale.UK, "evaluated as of %s: %,d judgements", asOf, done));
        return DONE;
    }

    private int export(String what) {
        PrintStream out = System.out;
        if (what.equals("flags")) {
            export.writeFlags(null, null, null, out);
        } else {
            export.writeVerdicts(null, null, out);
        }
        return DONE;
    }

    private int createToken(String name, List<String> scopes) {
        System.out.println(tokens.create(name, scopes));
        System.err.println("This token is shown once. Scopes: " + String.join(", ", scopes));
        return DONE;
    }

    /** Names the first difference on standard output, as the contract has it, and the others after it. */
    private int verifyLedger() {
        Progress progress = Progress.of("ledger verify");
        LedgerVerification.Report report = verification.verify(progress::update);
        report.differences().forEach(difference -> System.out.println(difference.fault() + " " + difference.what()));
        progress.done(String.format(
                Locale.UK,
                "%,d leaves (%,d of them acts) and %,d checkpoints recomputed, %,d lawfully erased: %s",
                report.leaves(),
                report.entries(),
                report.checkpoints(),
                report.erased(),
                report.holds() ? "nothing was changed" : report.differences().size() + " differ"));
        if (report.unsealed() > 0) {
            System.err.printf(
                    Locale.UK,
                    "%,d events were stored before there was a ledger and are not in it%n",
                    report.unsealed());
        }
        return report.holds() ? DONE : DIFFERS;
    }

    private int rotateKey(boolean lost) {
        System.out.println(ledger.rotateKey(lost));
        System.err.println("This is the new verifier key: give it to everybody who checks the ledger.");
        return DONE;
    }

    private int erase(List<String> names, String reason) {
        for (String name : names) {
            int slash = name.indexOf('/');
            int erased = erasures.erase(name.substring(0, slash), name.substring(slash + 1), reason, "command line");
            System.err.println("Erased the content of " + erased + " event known as " + name);
        }
        return DONE;
    }

    private int scorecard(Path labels, @Nullable Integer k) throws IOException {
        try (InputStream in = Files.newInputStream(labels)) {
            System.out.println(scorecard
                    .compute(new String(in.readAllBytes(), StandardCharsets.UTF_8), k)
                    .text());
        }
        return DONE;
    }
}
