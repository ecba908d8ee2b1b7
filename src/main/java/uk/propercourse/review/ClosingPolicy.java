package uk.propercourse.review;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one person may not close alone, {@code propercourse.closing.*}.
 *
 * @param atRisk markers of records that are about somebody at risk: a second person has to agree; none of them for never
 * @param oneIn of several flags closed in one act, one in so many is looked at again, at least one; 0 for none
 */
@ConfigurationProperties("propercourse.closing")
record ClosingPolicy(
        @DefaultValue({"DA_VICTIM", "CHILD", "INFORMANT", "PROTECTED_ADDRESS"})
        List<String> atRisk,

        @DefaultValue("10") int oneIn) {

    ClosingPolicy {
        if (oneIn < 0) {
            throw new IllegalArgumentException("propercourse.closing.one-in must be 0 or more, not " + oneIn);
        }
        atRisk = List.copyOf(atRisk);
    }
}
