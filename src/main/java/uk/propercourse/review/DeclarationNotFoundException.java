package uk.propercourse.review;

import java.util.UUID;
import uk.propercourse.kernel.NotFoundException;

/** Thrown when there is no such declaration, or it is not the user's to see. */
public final class DeclarationNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    DeclarationNotFoundException(UUID id) {
        super("There is no declaration " + id + ".");
    }

    @Override
    public String code() {
        return "declaration-not-found";
    }
}
