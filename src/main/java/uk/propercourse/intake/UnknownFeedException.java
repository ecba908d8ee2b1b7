package uk.propercourse.intake;

import java.util.List;
import uk.propercourse.kernel.NotFoundException;

/** Thrown when a feed is named that the contract does not have. */
public final class UnknownFeedException extends NotFoundException {

    UnknownFeedException(String name, List<String> known) {
        super("There is no feed '" + name + "'. The feeds are " + String.join(", ", known) + ".");
    }

    @Override
    public String code() {
        return "unknown-feed";
    }
}
