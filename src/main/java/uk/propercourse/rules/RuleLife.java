package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.rules.RuleVersion.Status;
import uk.propercourse.rules.language.RuleCompiler;
import uk.propercourse.security.SignedInUser;

/**
 * The life of a rule: drafted, tried, submitted, approved or rejected by a second person, live, retired. Only a draft can be
 * changed; every step that matters to accesses becomes a leaf of the ledger.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('FORCE_ADMIN', 'PSD_MANAGER')")
public class RuleLife {

    private static final String KIND = "RULE";
    private static final String DECIDED = "decided_by = :user, decided_at = :now, decision = :reason";

    private final JdbcClient jdbc;
    private final RuleBook rules;
    private final BackTests backTests;
    private final Ledger ledger;
    private final Clock clock;
    private final RuleCompiler compiler = new RuleCompiler();

    RuleLife(JdbcClient jdbc, RuleBook rules, BackTests backTests, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.backTests = backTests;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A new draft, the next version of its rule.
     *
     * @throws uk.propercourse.rules.language.RuleSyntaxException when its expression is no condition
     * @throws TooEarlyException when it would be asked at once and reads what is not known then
     * @throws RuleStateException when there is a draft of that rule already
     */
    @Transactional
    public RuleVersion draft(SignedInUser user, RuleText text) {
        TooEarlyException.demandKnown(text.lane(), compiler.compile(text.expression()));
        if (rules.listOpen().stream().anyMatch(open -> open.rule().code().equals(text.code()))) {
            throw new RuleStateException("There is a draft of " + text.code()
                    + " already. Nothing was saved: finish or reject that one first.");
        }
        int version = jdbc.sql("select coalesce(max(version), 0) + 1 from rules.rule where code = :code")
                .param("code", text.code())
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into rules.rule (code, version, name, sentence, expression, family, weight, usual_share, daily_budget, tier,
                          lane, story, source, change_note, status, written_by, writers, created_at)
                        values (:code, :version, :name, :sentence, :expression, :family, :weight, :usual, :budget, :tier, :lane,
                          :story, :source, :note, 'DRAFT', :user, array[:user], :now)
                        """).params(params(user, text)).param("version", version).update();
        return rules.getVersion(text.code(), version);
    }

    /**
     * Changes a draft.
     *
     * @param edits of the draft as the user saw it
     * @throws uk.propercourse.rules.language.RuleSyntaxException when its expression is no condition
     * @throws TooEarlyException when it would be asked at once and reads what is not known then
     * @throws RuleStateException when somebody else has changed it since, or it is no draft any more
     */
    @Transactional
    public RuleVersion change(SignedInUser user, int version, int edits, RuleText text) {
        TooEarlyException.demandKnown(text.lane(), compiler.compile(text.expression()));
        int changed = jdbc.sql("""
                        update rules.rule set name = :name, sentence = :sentence, expression = :expression, family = :family,
                          weight = :weight, usual_share = :usual, daily_budget = :budget, tier = :tier, lane = :lane, story = :story,
                          source = :source, change_note = :note, written_by = :user,
                          writers = array_append(writers, :user), edits = edits + 1
                        where code = :code and version = :version and status = 'DRAFT' and edits = :edits
                        """)
                .params(params(user, text))
                .param("version", version)
                .param("edits", edits)
                .update();
        if (changed == 0) {
            throw new RuleStateException("Somebody else has changed this draft, or it is no draft any more.");
        }
        return rules.getVersion(text.code(), version);
    }

    private Map<String, Object> params(SignedInUser user, RuleText text) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("code", text.code());
        params.put("name", text.name());
        params.put("sentence", text.sentence());
        params.put("expression", text.expression());
        params.put("family", text.family().name());
        params.put("weight", text.weight());
        params.put("usual", text.usualShare());
        params.put("budget", text.budget());
        params.put("tier", text.tier());
        params.put("lane", text.lane().name());
        params.put("story", text.story().name());
        params.put("source", text.source());
        params.put("note", text.note());
        params.put("user", user.getUsername());
        params.put("now", Timestamp.from(clock.instant()));
        return params;
    }

    /**
     * Hands a draft to a second person.
     *
     * @throws RuleStateException when its text as it is now was not tried
     */
    @Transactional
    public void submit(SignedInUser user, String code, int version) {
        RuleVersion draft = rules.getVersion(code, version);
        if (backTests.findFor(draft).isEmpty()) {
            throw new RuleStateException("Try the draft as it is now before you submit it.");
        }
        step(code, version, Status.DRAFT, "status = 'SUBMITTED', submitted_at = :now", Map.of());
        record(user, "submitted", code, version, draft.note());
    }

    /** Takes what was submitted back to be changed. */
    @Transactional
    public void reopen(SignedInUser user, String code, int version) {
        step(code, version, Status.SUBMITTED, "status = 'DRAFT', submitted_at = null, edits = edits + 1", Map.of());
        record(user, "reopened", code, version, "");
    }

    /**
     * Makes a submitted version live and retires the one before it.
     *
     * @throws OwnRuleException when the user wrote any of it
     */
    @Transactional
    public void approve(SignedInUser user, String code, int version, String reason) {
        requireSecond(user, rules.getVersion(code, version));
        jdbc.sql("""
                        update rules.rule set status = 'RETIRED', retired_at = :now, retired_because = :because
                        where code = :code and status = 'LIVE'
                        """)
                .param("code", code)
                .param("because", "Replaced by version " + version)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        step(code, version, Status.SUBMITTED, "status = 'LIVE', " + DECIDED, decision(user, reason));
        record(user, "approved", code, version, reason);
    }

    private static Map<String, Object> decision(SignedInUser user, String reason) {
        return Map.of("user", user.getUsername(), "reason", reason);
    }

    /**
     * Declines a submitted version.
     *
     * @throws OwnRuleException when the user wrote any of it
     */
    @Transactional
    public void reject(SignedInUser user, String code, int version, String reason) {
        requireSecond(user, rules.getVersion(code, version));
        step(code, version, Status.SUBMITTED, "status = 'REJECTED', " + DECIDED, decision(user, reason));
        record(user, "rejected", code, version, reason);
    }

    /** Stops asking a live rule. Its findings stay. */
    @Transactional
    public void retire(SignedInUser user, String code, int version, String reason) {
        step(
                code,
                version,
                Status.LIVE,
                "status = 'RETIRED', retired_at = :now, retired_because = :reason",
                Map.of("reason", reason));
        record(user, "retired", code, version, reason);
    }

    private static void requireSecond(SignedInUser user, RuleVersion version) {
        if (version.writers().contains(user.getUsername())) {
            throw new OwnRuleException();
        }
    }

    private void step(String code, int version, Status from, String set, Map<String, Object> params) {
        int changed = jdbc.sql("update rules.rule set " + set
                        + " where code = :code and version = :version and status = :from")
                .params(params)
                .param("code", code)
                .param("version", version)
                .param("from", from.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (changed == 0) {
            throw new RuleStateException("Version " + version + " of " + code + " is not '"
                    + from.label().toLowerCase(java.util.Locale.UK) + "' any more. Nothing was changed.");
        }
    }

    private void record(SignedInUser user, String step, String code, int version, String reason) {
        RuleVersion now = rules.getVersion(code, version);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("step", step);
        content.put("code", code);
        content.put("version", version);
        content.put("expression", now.rule().expression());
        content.put("family", now.rule().family().name());
        content.put("weight", now.rule().weight());
        content.put("budget", now.rule().budget() == null ? "none" : now.rule().budget());
        content.put("by", user.getUsername());
        content.put("reason", reason);
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }
}
