package uk.propercourse.review;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.explanation.Evidence;

/**
 * A flag with everything that bears on it.
 *
 * @param contributions what each rule contributes; the points add up to the score
 * @param accesses its accesses, oldest first
 * @param evidence what ties the accesses to casework, explaining or weak
 * @param facts the facts of each access by name; null is unknown
 * @param findings which rules matched which access, with the facts that convinced them as JSON
 */
public record FlagDetail(
        FlagSummary summary,
        List<Contribution> contributions,
        List<FlagAccess> accesses,
        List<Evidence> evidence,
        Map<UUID, Map<String, @Nullable Object>> facts,
        List<Finding> findings) {

    /** Copies the collections. */
    public FlagDetail {
        contributions = List.copyOf(contributions);
        accesses = List.copyOf(accesses);
        evidence = List.copyOf(evidence);
        facts = Map.copyOf(facts);
        findings = List.copyOf(findings);
    }

    /** A rule's match of an access. */
    public record Finding(UUID eventKey, String rule, String facts) {}
}
