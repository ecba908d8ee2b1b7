package uk.propercourse.explanation;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/**
 * Sets how strong the templates are: proposed with what it would change, approved by a second person. Each step becomes a leaf
 * of the ledger. What was judged before stays as it was judged.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
public class StrengthPolicyLife {

    private final JdbcClient jdbc;
    private final Force force;
    private final StrengthPolicies policies;
    private final TemplateStrengths strengths;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Clock clock;

    StrengthPolicyLife(
            JdbcClient jdbc,
            Force force,
            StrengthPolicies policies,
            TemplateStrengths strengths,
            Ledger ledger,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.force = force;
        this.policies = policies;
        this.strengths = strengths;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What levels would change in a sample of settled accesses; nothing is stored.
     *
     * @throws StrengthPolicyException when a template may not have its level, or nothing differs from what holds
     */
    @Transactional
    public StrengthPolicy.Effect preview(Map<ExplanationTemplate, StrengthLevel> levels) {
        demandPossible(levels);
        return strengths.effect(levels);
    }

    private void demandPossible(Map<ExplanationTemplate, StrengthLevel> levels) {
        if (!levels.keySet().equals(StrengthPolicies.shipped().keySet())) {
            throw new StrengthPolicyException(
                    "Strengths are set for all explanations but one’s own case at once. Nothing was changed.");
        }
        levels.forEach((template, level) -> {
            if (!template.levels().contains(level)) {
                throw new StrengthPolicyException("“" + template.meaning() + "” cannot be " + level.label()
                        + ": by itself it never explains. Nothing was changed.");
            }
        });
        if (levels.equals(policies.inForce())) {
            throw new StrengthPolicyException("These are the strengths that hold already. Nothing was changed.");
        }
    }

    /**
     * Proposes levels, with what they would change now.
     *
     * @throws StrengthPolicyException as with a preview, and while another proposal waits
     */
    @Transactional
    public void propose(SignedInUser user, Map<ExplanationTemplate, StrengthLevel> levels, String reason) {
        StrengthPolicy.Effect effect = preview(levels);
        if (policies.findProposed().isPresent()) {
            throw new StrengthPolicyException("Another proposal waits to be decided. Decide about it first.");
        }
        int version = jdbc.sql("""
                        insert into explanation.strength_policy (force_id, version, strengths, reason, sampled,
                          explained_before, explained_after, status, proposed_by, proposed_at)
                        select :force, coalesce(max(version), 0) + 1, :strengths::jsonb, :reason, :sampled, :before, :after,
                          'PROPOSED', :user, :now
                        from explanation.strength_policy where force_id = :force returning version
                        """)
                .param("force", force.id())
                .param("strengths", json.writeValueAsString(levels))
                .param("reason", reason)
                .param("sampled", effect.sampled())
                .param("before", effect.before())
                .param("after", effect.after())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
        record(user, "proposed", version, levels, reason);
    }

    /**
     * Approves, refuses or, by whoever proposed it, withdraws the proposal.
     *
     * @throws OwnStrengthPolicyException when the user approves or refuses their own
     * @throws StrengthPolicyException when that version is no longer proposed, or would stay so
     */
    @Transactional
    public void decide(SignedInUser user, int version, StrengthPolicy.Status to, String reason) {
        StrengthPolicy proposed = policies.findProposed()
                .filter(policy -> policy.version() == version)
                .orElseThrow(() -> new StrengthPolicyException(
                        "Somebody else has decided about this proposal. Nothing was changed."));
        boolean own = proposed.proposedBy().equals(user.getUsername());
        if (to == StrengthPolicy.Status.PROPOSED) {
            throw new StrengthPolicyException("A proposal is approved, refused or withdrawn. Nothing was changed.");
        }
        if (to == StrengthPolicy.Status.WITHDRAWN && !own) {
            throw new StrengthPolicyException("Only whoever proposed strengths withdraws them. Refuse them instead.");
        }
        if (to != StrengthPolicy.Status.WITHDRAWN && own) {
            throw new OwnStrengthPolicyException();
        }
        int changed = jdbc.sql("""
                        update explanation.strength_policy set status = :to, decided_by = :user, decided_at = :now,
                          decision = :reason
                        where force_id = :force and version = :version and status = 'PROPOSED'
                        """)
                .param("to", to.name())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("force", force.id())
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new StrengthPolicyException("Somebody else has decided about this proposal. Nothing was changed.");
        }
        record(user, to.name().toLowerCase(java.util.Locale.ROOT), version, proposed.levels(), reason);
    }

    private void record(
            SignedInUser user,
            String step,
            int version,
            Map<ExplanationTemplate, StrengthLevel> levels,
            String reason) {
        Map<String, String> codes = new LinkedHashMap<>();
        levels.forEach((template, level) -> codes.put(template.name(), level.name()));
        ledger.record(
                "EXPLANATION_STRENGTH",
                Map.of(
                        "step", step,
                        "version", version,
                        "strengths", codes,
                        "by", user.getUsername(),
                        "reason", reason,
                        "at", clock.instant().toString()));
    }
}
