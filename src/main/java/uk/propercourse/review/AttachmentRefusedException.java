package uk.propercourse.review;

import uk.propercourse.kernel.InvalidException;

/** Thrown when a file cannot be added to an answer; nothing was saved. */
public final class AttachmentRefusedException extends InvalidException {

    private static final long serialVersionUID = 1L;

    AttachmentRefusedException(String message) {
        super(message);
    }

    @Override
    public String code() {
        return "attachment-refused";
    }
}
