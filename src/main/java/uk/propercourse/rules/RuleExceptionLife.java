package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.rules.RuleException.Status;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.security.SignedInUser;

/**
 * The life of an exception: proposed with its impact, put in force or rejected by a second person, over after its last day or
 * ended before. Each step becomes a leaf of the ledger.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
public class RuleExceptionLife {

    /** The days before the newest settled access that an impact is counted over. */
    private static final int IMPACT_DAYS = 28;

    private final JdbcClient jdbc;
    private final RuleBook rules;
    private final RuleExceptions exceptions;
    private final BackTests backTests;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Clock clock;
    private final RuleCompiler compiler = new RuleCompiler();

    RuleExceptionLife(
            JdbcClient jdbc,
            RuleBook rules,
            RuleExceptions exceptions,
            BackTests backTests,
            Ledger ledger,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.exceptions = exceptions;
        this.backTests = backTests;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What an exception would have held back in the last four weeks; nothing is stored.
     *
     * @throws uk.propercourse.rules.language.RuleSyntaxException when its expression is no condition
     * @throws RuleNotFoundException when no live rule has that code
     * @throws TooEarlyException when that rule is asked at once and the expression reads what is not known then
     */
    @Transactional
    public ExceptionImpact preview(RuleExceptionText text) {
        RuleCompiler.Condition condition = compiler.compile(text.expression());
        Rule rule = rules.listLive().stream()
                .filter(live -> live.code().equals(text.ruleCode()))
                .findFirst()
                .orElseThrow(() -> new RuleNotFoundException(text.ruleCode()));
        TooEarlyException.demandKnown(rule.lane(), condition);
        LocalDate last = backTests.lastDay();
        return backTests.impact(rule, text.expression(), last.minusDays(IMPACT_DAYS - 1L), last);
    }

    /** Proposes an exception, with its impact as it is now. */
    @Transactional
    public RuleException propose(SignedInUser user, RuleExceptionText text) {
        ExceptionImpact impact = preview(text);
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into rules.rule_exception (exception_id, rule_code, name, expression, owner, reason, first_day,
                          last_day, status, impact, proposed_by, proposed_at)
                        values (:id, :rule, :name, :expression, :owner, :reason, :first, :last, 'PROPOSED', :impact::jsonb,
                          :user, :now)
                        """)
                .param("id", id)
                .param("rule", text.ruleCode())
                .param("name", text.name())
                .param("expression", text.expression())
                .param("owner", text.owner())
                .param("reason", text.reason())
                .param("first", text.firstDay())
                .param("last", text.lastDay())
                .param("impact", json.writeValueAsString(impact))
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return record(user, "proposed", id, text.reason());
    }

    /**
     * Puts it in force.
     *
     * @throws OwnRuleException when the user proposed it
     */
    @Transactional
    public RuleException approve(SignedInUser user, UUID id, String reason) {
        return decide(user, id, Status.IN_FORCE, reason);
    }

    /**
     * Declines it.
     *
     * @throws OwnRuleException when the user proposed it
     */
    @Transactional
    public RuleException reject(SignedInUser user, UUID id, String reason) {
        return decide(user, id, Status.REJECTED, reason);
    }

    private RuleException decide(SignedInUser user, UUID id, Status to, String reason) {
        if (exceptions.get(id).proposedBy().equals(user.getUsername())) {
            throw new OwnRuleException();
        }
        step(user, id, Status.PROPOSED, to, "decided_by = :user, decided_at = :now, decision = :reason", reason);
        return record(user, to == Status.IN_FORCE ? "approved" : "rejected", id, reason);
    }

    /** Ends one that is in force: the rule asks about these accesses again from the next batch. */
    @Transactional
    public RuleException end(SignedInUser user, UUID id, String reason) {
        step(
                user,
                id,
                Status.IN_FORCE,
                Status.ENDED,
                "ended_by = :user, ended_at = :now, ended_because = :reason",
                reason);
        return record(user, "ended", id, reason);
    }

    private void step(SignedInUser user, UUID id, Status from, Status to, String set, String reason) {
        int changed = jdbc.sql("update rules.rule_exception set status = :to, " + set
                        + " where exception_id = :id and status = :from")
                .param("to", to.name())
                .param("from", from.name())
                .param("id", id)
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .update();
        if (changed == 0) {
            throw new RuleStateException("Somebody else has decided about this exception. Nothing was changed.");
        }
    }

    private RuleException record(SignedInUser user, String step, UUID id, String reason) {
        RuleException now = exceptions.get(id);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("step", step);
        content.put("exception", id.toString());
        content.put("rule", now.text().ruleCode());
        content.put("expression", now.text().expression());
        content.put("owner", now.text().owner());
        content.put("firstDay", now.text().firstDay().toString());
        content.put("lastDay", now.text().lastDay().toString());
        content.put("by", user.getUsername());
        content.put("reason", reason);
        content.put("at", clock.instant().toString());
        ledger.record("RULE_EXCEPTION", content);
        return now;
    }
}
