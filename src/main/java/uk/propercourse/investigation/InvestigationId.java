package uk.propercourse.investigation;

import java.util.UUID;

/** Identifies an investigation. */
public record InvestigationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
