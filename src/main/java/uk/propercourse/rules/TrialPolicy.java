package uk.propercourse.rules;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a trial of rules reads, {@code propercourse.trial.*}.
 *
 * @param mostAccesses whose facts are read for a rule; where it leaves more than that to be asked about, it is tried on everything
 *     that a share of the staff did
 */
@ConfigurationProperties("propercourse.trial")
record TrialPolicy(@DefaultValue("100000") int mostAccesses) {

    TrialPolicy {
        if (mostAccesses < 1) {
            throw new IllegalArgumentException(
                    "propercourse.trial.most-accesses must be at least 1, not " + mostAccesses);
        }
    }

    /** Of how many members of staff one is asked about, of so many accesses; 1 means that everybody is. */
    int oneIn(long accesses) {
        return (int) Math.max(1, (accesses + mostAccesses - 1) / mostAccesses);
    }
}
