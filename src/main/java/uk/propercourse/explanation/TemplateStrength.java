package uk.propercourse.explanation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How well a template tells work from chance, measured on a sample of the force's own settled accesses. Source: detection
 * notes 2.1; the two nulls follow Fabbri and LeFevre's fake log, PVLDB 5(1), 2011.
 *
 * @param firstDay first London day of the sample
 * @param accesses in the sample
 * @param support of them, those that the template ties to casework
 * @param marginalSupport of these, those that nothing else explains
 * @param byPerson what it would tie if the accessor had been drawn by lot
 * @param byRecord what it would tie if the record had been drawn from the other work of the same unit
 */
public record TemplateStrength(
        ExplanationTemplate template,
        LocalDate firstDay,
        LocalDate lastDay,
        int accesses,
        int support,
        int marginalSupport,
        int byPerson,
        int byRecord,
        Instant measuredAt) {

    /** From this many accesses on, a ratio says something. */
    private static final int ENOUGH = 5;

    /** Whether there is enough of it to say how strong it is. */
    public boolean isMeasured() {
        return support >= ENOUGH;
    }

    /** How much more often it holds than for a person drawn by lot, in nats: the natural logarithm of the ratio. */
    public double natsByPerson() {
        return nats(byPerson);
    }

    /** How much more often it holds than for other work of the same unit, in nats. */
    public double natsByRecord() {
        return nats(byRecord);
    }

    /** Half an access is added on both sides, so that nothing is infinitely strong. */
    private double nats(int accidental) {
        return Math.log((support + 0.5) / (accidental + 0.5));
    }
}
