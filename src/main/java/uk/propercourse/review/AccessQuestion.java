package uk.propercourse.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.AccessEvent;
import uk.propercourse.access.AccessLog;
import uk.propercourse.explanation.EarlierVerdict;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.EvidenceFinder;
import uk.propercourse.explanation.ExplanationPolicy;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.rules.RuleAnswers;
import uk.propercourse.security.SignedInUser;

/** "Why was this flagged, or why not?" of any one access: what explains it, and every rule with what decided it. */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class AccessQuestion {

    private final AccessLog log;
    private final EvidenceFinder evidence;
    private final RuleAnswers rules;
    private final ExplanationPolicy policy;
    private final JdbcClient jdbc;
    private final Force force;

    AccessQuestion(
            AccessLog log,
            EvidenceFinder evidence,
            RuleAnswers rules,
            ExplanationPolicy policy,
            JdbcClient jdbc,
            Force force) {
        this.log = log;
        this.evidence = evidence;
        this.rules = rules;
        this.policy = policy;
        this.jdbc = jdbc;
        this.force = force;
    }

    /**
     * The answer.
     *
     * @param staff null while the account is nobody's
     * @param settles when it settles or did
     * @param earlier what the verdict said before late context changed it, newest first
     */
    public record Answered(
            AccessEvent event,
            @Nullable StaffId staff,
            boolean explained,
            boolean settled,
            Instant settles,
            List<EarlierVerdict> earlier,
            List<Evidence> ties,
            List<RuleAnswers.Answer> rules) {}

    /** Empty where there is no such access, it was not judged yet, or it is the user's own or a declared associate's. */
    @Transactional
    public Optional<Answered> find(SignedInUser user, String systemCode, String eventId) {
        return log.find(systemCode, eventId).flatMap(event -> answer(user, event));
    }

    private Optional<Answered> answer(SignedInUser user, AccessEvent event) {
        List<Evidence> ties = evidence.find(List.of(event.eventKey()));
        return jdbc.sql("""
                        select v.staff_id, v.explained, v.settled
                        from explanation.verdict v
                        where v.force_id = :force and v.event_key = :key
                          and %s
                        """.formatted(Visibility.notTheirs("v")))
                .param("force", force.id())
                .param("key", event.eventKey())
                .param("viewer", Visibility.viewer(user))
                .query((row, n) -> new Answered(
                        event,
                        row.getString("staff_id") == null ? null : new StaffId(row.getString("staff_id")),
                        row.getBoolean("explained"),
                        row.getBoolean("settled"),
                        event.occurredAt().plus(policy.settleAfter()),
                        evidence.listEarlier(event.eventKey()),
                        ties,
                        rules.list()))
                .optional();
    }
}
