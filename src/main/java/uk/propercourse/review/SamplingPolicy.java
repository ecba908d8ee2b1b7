package uk.propercourse.review;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many accesses are drawn, {@code propercourse.sampling.*}.
 *
 * @param oneIn one access in so many of each system is drawn, on days committed to from now on
 * @param coverDays everybody who opens records is drawn at least once in so many days, beside that; 0 for nobody
 */
@ConfigurationProperties("propercourse.sampling")
record SamplingPolicy(
        @DefaultValue("2000") int oneIn,
        @DefaultValue("365") int coverDays) {

    SamplingPolicy {
        if (oneIn < 1) {
            throw new IllegalArgumentException("propercourse.sampling.one-in must be 1 or more, not " + oneIn);
        }
        if (coverDays < 0) {
            throw new IllegalArgumentException("propercourse.sampling.cover-days must be 0 or more, not " + coverDays);
        }
    }
}
