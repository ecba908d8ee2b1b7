package uk.propercourse.rules;

import java.util.Map;

/**
 * What Professional Standards hold of one kind of misuse.
 *
 * @param share how common the kind is beside the others, above 0 and at most 1; the shares of all kinds need not add up
 * @param signs rule code to the share of stories of this kind in which the rule finds something, from {@value #LEAST} to
 *     {@value #MOST}
 */
public record TypologySheet(double share, Map<String, Double> signs) {

    /** Nothing never happens. */
    public static final double LEAST = 0.01;

    /** Nothing always happens. */
    public static final double MOST = 0.99;

    /** Copies the map. */
    public TypologySheet {
        signs = Map.copyOf(signs);
    }
}
