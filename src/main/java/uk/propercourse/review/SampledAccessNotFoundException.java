package uk.propercourse.review;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when an access was not drawn, or is not for the user. */
public final class SampledAccessNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    SampledAccessNotFoundException() {
        super("That access was not drawn, or it is not yours to judge.");
    }

    @Override
    public String code() {
        return "sampled-access-not-found";
    }
}
