package uk.propercourse.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.LongConsumer;

/**
 * A synthetic force in the feed contract's format, with labels: what happens in it, who works on it and looks what up, the
 * noise of real feeds, and twenty kinds of misuse. The same parameters give the same files. No person in it exists.
 *
 * <p>Its makers know the detectors, so what these find here is for comparing versions, not evidence about a real force.
 */
public final class SyntheticForce {

    /** People in the area for each member of staff; fewer would make coincidences look commoner than they are. */
    public static final int PEOPLE_FOR_EACH = 200;

    private SyntheticForce() {}

    /**
     * What to make.
     *
     * @param staff members of staff, at least 40
     * @param days at least 7
     * @param seed of all draws, those of the force's habits included
     * @param hard whether some eight in a hundred look-ups at people have honest causes that no feed records
     * @param scenarios instances of each kind of misuse
     * @param first the first day, London
     */
    public record Parameters(int staff, int days, long seed, boolean hard, int scenarios, LocalDate first) {

        /** Checks the numbers. */
        public Parameters {
            if (staff < 40 || days < 7 || scenarios < 0) {
                throw new IllegalArgumentException("A force needs at least 40 staff and 7 days.");
            }
        }
    }

    /** What was written. */
    public record Written(int staff, int accesses, int cases) {}

    /**
     * Writes the force directory and {@code truth.csv}.
     *
     * @param folder is made where it is missing
     * @param progress told the day that is done
     */
    public static Written write(Path folder, Parameters parameters, LongConsumer progress) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Dice dice = new Dice(parameters.seed());
        Habits habits = Habits.draw(dice.split(), parameters.hard());
        Population population = new Population(dice.split(), PEOPLE_FOR_EACH * parameters.staff());
        Workforce workforce = new Workforce(
                dice.split(), habits, population, parameters.staff(), parameters.first(), parameters.days());
        CaseBook cases = new CaseBook();
        AccessLog log = new AccessLog();
        HonestLookups lookups = new HonestLookups(dice.split(), habits, population, log);
        PoliceWork work = new PoliceWork(dice.split(), habits, population, workforce, cases, lookups, log);
        for (int day = 0; day < parameters.days(); day++) {
            work.day(workforce.start() + day * Workforce.DAY);
            progress.accept(day + 1);
        }
        new Misconduct(dice.split(), population, workforce, cases, work, log).add(parameters.scenarios());
        population.write(folder);
        workforce.write(folder);
        cases.write(folder);
        log.write(folder);
        return new Written(workforce.members().size(), log.size(), cases.list().size());
    }
}
