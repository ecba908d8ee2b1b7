package uk.propercourse.simulation;

/** Thrown when a force has too few people for the misuse that was asked for: each of them does one thing. */
public final class TooManyScenariosException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TooManyScenariosException(int staff) {
        super("A force of " + staff + " has too few people on shifts for so many scenarios, as nobody is in two:"
                + " ask for fewer, or for more staff.");
    }
}
