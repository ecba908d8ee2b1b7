package uk.propercourse.reporting;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a file of labels cannot be read. */
public final class InvalidLabelsException extends InvalidException {

    InvalidLabelsException(String why) {
        super("The labels cannot be read: " + why
                + ". They are a CSV file with the columns scenario_id, typology, system_code and event_id.");
    }

    @Override
    public String code() {
        return "invalid-labels";
    }
}
