package uk.propercourse.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The draws behind a synthetic force: the same seed gives the same draws in the same order. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Draws of their own, so that a change in one part of the force leaves the others as they were. */
    Dice split() {
        return new Dice(random.split());
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number between both, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    /** How many times something happens that happens that often on average. */
    int count(double mean) {
        int whole = (int) mean;
        return whole + (chance(mean - whole) ? 1 : 0);
    }

    /** A waiting time. */
    long wait(double meanSeconds) {
        return (long) (-Math.log(1 - random.nextDouble()) * meanSeconds);
    }

    /** A number around the mean that is never negative and now and then many times as large. */
    double uneven(double mean) {
        return mean * Math.exp(0.8 * random.nextGaussian() - 0.32);
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
