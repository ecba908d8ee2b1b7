package uk.propercourse.rules;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How findings add up; see {@code docs/scoring.md}. */
public final class Scoring {

    /** Points below which findings wait in the store and nobody is asked to look. */
    public static final int THRESHOLD = 40;

    /** The most points of each family, as rows {@code (family, cap)} for {@code values}. */
    public static final String CAPS = Arrays.stream(Family.values())
            .map(family -> "('" + family + "', " + family.cap() + ")")
            .collect(Collectors.joining(", "));

    private Scoring() {}
}
