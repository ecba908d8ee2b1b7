package uk.propercourse.review;

import java.util.UUID;

/** Identifies a request for justification. */
public record RequestId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
