package uk.propercourse.review;

import uk.propercourse.kernel.ConflictException;

/** Thrown when a reader of a covert matter would judge a drawn access of the person it is about. */
public final class SampledAccessCovertException extends ConflictException {

    private static final long serialVersionUID = 1L;

    SampledAccessCovertException() {
        super(
                "You read a covert matter about this person, and others would see what you judge. Nothing was kept: leave this access"
                        + " to somebody else.");
    }

    @Override
    public String code() {
        return "sampled-access-covert";
    }
}
