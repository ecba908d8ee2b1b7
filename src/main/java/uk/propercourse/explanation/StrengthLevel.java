package uk.propercourse.explanation;

import java.util.Arrays;

/** How strongly a template explains: the steps that a force may choose from. */
public enum StrengthLevel {
    /** Explains, and nothing ranks above it. */
    STRONG(0.9, "strong"),
    /** Explains. */
    MEDIUM(0.6, "medium"),
    /** Explains, and everything else that does is named before it. */
    ENOUGH(ExplanationPolicy.EXPLAINED, "just enough"),
    /** Speaks for the person, but does not explain. */
    WEAK(0.3, "weak"),
    /** Is shown, and says little. */
    HINT(0.2, "a hint"),
    /** Is not looked for. */
    OFF(0.0, "off");

    private final double strength;
    private final String label;

    StrengthLevel(double strength, String label) {
        this.strength = strength;
        this.label = label;
    }

    /** From 0 to 1. */
    public double strength() {
        return strength;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** Whether it explains by itself. */
    public boolean explains() {
        return strength >= ExplanationPolicy.EXPLAINED;
    }

    static StrengthLevel of(double strength) {
        return Arrays.stream(values())
                .filter(level -> level.strength == strength)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level has strength " + strength));
    }
}
