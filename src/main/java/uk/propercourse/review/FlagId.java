package uk.propercourse.review;

import java.util.UUID;

/** Identifies a flag. */
public record FlagId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
