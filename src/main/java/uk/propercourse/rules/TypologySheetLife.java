package uk.propercourse.rules;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
 * Changes sheets: proposed with what it would change, signed by a second person of Professional Standards. Each step becomes a
 * leaf of the ledger. What was weighed before stays as it was weighed.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class TypologySheetLife {

    /** A sheet is one page. */
    private static final int MOST_SIGNS = 20;

    private final JdbcClient jdbc;
    private final Force force;
    private final TypologySheets sheets;
    private final RuleWeights weights;
    private final RuleBook rules;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Clock clock;

    TypologySheetLife(
            JdbcClient jdbc,
            Force force,
            TypologySheets sheets,
            RuleWeights weights,
            RuleBook rules,
            Ledger ledger,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.force = force;
        this.sheets = sheets;
        this.weights = weights;
        this.rules = rules;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What a sheet would change in the stories of the last four weeks; nothing is stored.
     *
     * @throws TypologySheetException when a share is out of range, a rule is not live, or nothing differs from what holds
     */
    @Transactional
    public SheetVersion.Effect preview(Typology typology, TypologySheet sheet) {
        demandPossible(typology, sheet);
        return weights.effect(clock.instant(), sheets.ratios(clock.instant(), typology, sheet));
    }

    private void demandPossible(Typology typology, TypologySheet sheet) {
        if (!(sheet.share() > 0 && sheet.share() <= 1)) {
            throw new TypologySheetException("“How common” is more than 0 and at most 100 %. Nothing was changed.");
        }
        if (sheet.signs().isEmpty() || sheet.signs().size() > MOST_SIGNS) {
            throw new TypologySheetException("A sheet names 1 to " + MOST_SIGNS + " signs, not "
                    + sheet.signs().size() + ". Nothing was changed.");
        }
        Set<String> live = rules.listLive().stream().map(Rule::code).collect(Collectors.toSet());
        sheet.signs().forEach((rule, share) -> {
            if (!(share >= TypologySheet.LEAST && share <= TypologySheet.MOST)) {
                throw new TypologySheetException(
                        "“" + rule + "” shows in 1 to 99 % of the stories, or is left out. Nothing was changed.");
            }
            if (!live.contains(rule)) {
                throw new TypologySheetException("“" + rule + "” is not the code of a live rule. Nothing was changed.");
            }
        });
        if (sheet.equals(sheets.inForce(clock.instant()).get(typology))) {
            throw new TypologySheetException("This is the sheet that holds already. Nothing was changed.");
        }
    }

    /**
     * Proposes a sheet, with what it would change now.
     *
     * @throws TypologySheetException as with a preview, and while another proposal for the kind waits
     */
    @Transactional
    public void propose(SignedInUser user, Typology typology, TypologySheet sheet, String reason) {
        SheetVersion.Effect effect = preview(typology, sheet);
        if (sheets.findProposed(typology).isPresent()) {
            throw new TypologySheetException(
                    "Another proposal for this sheet waits to be signed. Decide about it first.");
        }
        int version = jdbc.sql("""
                        insert into rules.typology_sheet (force_id, typology, version, share, signs, reason, effect, status,
                          proposed_by, proposed_at)
                        select :force, :typology, coalesce(max(version), 0) + 1, :share, :signs::jsonb, :reason,
                          :effect::jsonb, 'PROPOSED', :user, :now
                        from rules.typology_sheet where force_id = :force and typology = :typology returning version
                        """)
                .param("force", force.id())
                .param("typology", typology.name())
                .param("share", sheet.share())
                .param("signs", json.writeValueAsString(sheet.signs()))
                .param("reason", reason)
                .param("effect", json.writeValueAsString(effect))
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
        record(user, "proposed", typology, version, sheet, reason);
    }

    /**
     * Signs, refuses or, by whoever proposed it, withdraws the proposal.
     *
     * @throws OwnSheetException when the user signs or refuses their own
     * @throws TypologySheetException when that version is no longer proposed, or would stay so
     */
    @Transactional
    @PreAuthorize("hasRole('PSD_MANAGER') or #to.name() == 'WITHDRAWN'")
    public void decide(SignedInUser user, Typology typology, int version, SheetVersion.Status to, String reason) {
        SheetVersion proposed = sheets.findProposed(typology)
                .filter(item -> item.version() == version)
                .orElseThrow(() -> new TypologySheetException(
                        "Somebody else has decided about this proposal. Nothing was changed."));
        boolean own = proposed.proposedBy().equals(user.getUsername());
        if (to == SheetVersion.Status.PROPOSED) {
            throw new TypologySheetException("A proposal is signed, refused or withdrawn. Nothing was changed.");
        }
        if (to == SheetVersion.Status.WITHDRAWN && !own) {
            throw new TypologySheetException("Only whoever proposed a sheet withdraws it. Refuse it instead.");
        }
        if (to != SheetVersion.Status.WITHDRAWN && own) {
            throw new OwnSheetException();
        }
        int changed = jdbc.sql("""
                        update rules.typology_sheet set status = :to, decided_by = :user, decided_at = :now, decision = :reason
                        where force_id = :force and typology = :typology and version = :version and status = 'PROPOSED'
                        """)
                .param("to", to.name())
                .param("user", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("force", force.id())
                .param("typology", typology.name())
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new TypologySheetException("Somebody else has decided about this proposal. Nothing was changed.");
        }
        record(user, to.name().toLowerCase(Locale.ROOT), typology, version, proposed.sheet(), reason);
    }

    private void record(
            SignedInUser user, String step, Typology typology, int version, TypologySheet sheet, String reason) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("step", step);
        content.put("typology", typology.name());
        content.put("version", version);
        content.put("share", sheet.share());
        content.put("signs", new TreeMap<>(sheet.signs()));
        content.put("by", user.getUsername());
        content.put("reason", reason);
        content.put("at", clock.instant().toString());
        ledger.record("TYPOLOGY_SHEET", content);
    }
}
