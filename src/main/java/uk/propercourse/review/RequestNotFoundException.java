package uk.propercourse.review;

import uk.propercourse.kernel.NotFoundException;

/** Thrown when a request for justification does not exist or is not for the user to see. */
public final class RequestNotFoundException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    private final transient RequestId requestId;

    RequestNotFoundException(RequestId requestId) {
        super("There is no request " + requestId + " that you may see.");
        this.requestId = requestId;
    }

    /** The request that was asked for. */
    public RequestId requestId() {
        return requestId;
    }

    @Override
    public String code() {
        return "request-not-found";
    }
}
