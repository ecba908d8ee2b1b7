package uk.propercourse.intake.web;

import java.util.UUID;
import uk.propercourse.kernel.NotFoundException;

/** Thrown when a batch, or a row of it, does not exist. */
final class BatchNotFoundException extends NotFoundException {

    BatchNotFoundException(UUID batchId) {
        super("There is no such batch or row: " + batchId);
    }

    @Override
    public String code() {
        return "batch-not-found";
    }
}
