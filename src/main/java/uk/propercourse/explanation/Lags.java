package uk.propercourse.explanation;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How long after it happened an access is judged, beside at once: when it settles, and wherever else a rule is asked. Source:
 * detection notes, section 2.1 (an access is explained better the longer one waits; what needs no waiting does not).
 *
 * @param all ascending, each once; the settling time is among them
 */
public record Lags(List<Duration> all) {

    /** The settling time with others. */
    public static Lags of(ExplanationPolicy policy, Collection<Duration> others) {
        TreeSet<Duration> all = new TreeSet<>(others);
        all.add(policy.settleAfter());
        return new Lags(List.copyOf(all));
    }

    /** The first time after it arrived that an access is judged. */
    public Duration first() {
        return all.get(0);
    }

    /** Whether an access is judged once only after it arrived. */
    boolean isSettlingOnly() {
        return all.size() == 1;
    }

    /** The least time between two judgements of an access: no slice may be longer. */
    Duration closest() {
        Duration closest = first();
        Iterator<Duration> later = all.iterator();
        Duration before = later.next();
        while (later.hasNext()) {
            Duration next = later.next();
            closest = min(closest, next.minus(before));
            before = next;
        }
        return closest;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The format once for each, as a constant of SQL. */
    String each(String format) {
        return all.stream()
                .map(lag -> format.formatted(ExplanationPolicy.interval(lag)))
                .collect(Collectors.joining());
    }
}
