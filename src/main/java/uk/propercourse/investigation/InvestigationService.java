package uk.propercourse.investigation;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.StaffId;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.people.StaffDirectory;
import uk.propercourse.review.FlagId;
import uk.propercourse.review.FlagService;
import uk.propercourse.review.Impartiality;
import uk.propercourse.security.SignedInUser;

/**
 * What is done in investigations. Each act is one transaction with its leaf, of the kind of all decisions, so that the
 * ledger's kinds do not tell of covert matters.
 */
@Service
@WebOnly
@PreAuthorize("hasAnyRole('PSD_INVESTIGATOR', 'PSD_MANAGER')")
public class InvestigationService {

    private static final String KIND = "DECISION";

    private final InvestigationRepository investigations;
    private final InvestigationReader reader;
    private final FlagService flags;
    private final Impartiality impartiality;
    private final StaffDirectory staff;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Force force;
    private final Clock clock;

    InvestigationService(
            InvestigationRepository investigations,
            InvestigationReader reader,
            FlagService flags,
            Impartiality impartiality,
            StaffDirectory staff,
            JdbcClient jdbc,
            Ledger ledger,
            JsonMapper json,
            Force force,
            Clock clock) {
        this.investigations = investigations;
        this.reader = reader;
        this.flags = flags;
        this.impartiality = impartiality;
        this.staff = staff;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.json = json;
        this.force = force;
        this.clock = clock;
    }

    /**
     * Opens an investigation of the person of a flag.
     *
     * @param allegation what is said of the person
     * @throws uk.propercourse.review.FlagNotFoundException when there is none, or it is not for that user
     */
    @Transactional
    public InvestigationId open(SignedInUser user, FlagId flag, String allegation) {
        StaffId person = flags.getSummary(user, flag).staff();
        PersonKind kind = staff.find(person)
                .map(found -> PersonKind.valueOf(found.kind()))
                .orElseThrow(() -> new InvestigationStateException(
                        "The HR feed does not say whether this person is an officer or staff. Nothing was opened."));
        Investigation investigation = investigations.save(new Investigation(
                force.id(), nextReference(), person, kind, allegation, user.getUsername(), clock.instant()));
        investigations.flush();
        link(user, investigation.id(), flag);
        seal(investigation.id(), "OPENED", user, Map.of("flag", flag.toString(), "allegation", allegation));
        return investigation.id();
    }

    /** Drawn, not counted: a gap in numbers would tell of a covert matter. */
    private static final String REFERENCE = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int REFERENCE_LENGTH = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private String nextReference() {
        StringBuilder reference = new StringBuilder("PS/" + today().getYear() + "/");
        for (int i = 0; i < REFERENCE_LENGTH; i++) {
            reference.append(REFERENCE.charAt(RANDOM.nextInt(REFERENCE.length())));
        }
        return reference.toString();
    }

    /** Adds another flag of the same person. */
    @Transactional
    public void addFlag(SignedInUser user, InvestigationId id, FlagId flag) {
        Investigation investigation = get(user, id);
        if (!flags.getSummary(user, flag).staff().equals(investigation.staff())) {
            throw new InvestigationStateException("That flag is about somebody else. Nothing was added.");
        }
        investigation.addStep();
        link(user, id, flag);
        seal(id, "FLAG_ADDED", user, Map.of("flag", flag.toString()));
    }

    private void link(SignedInUser user, InvestigationId id, FlagId flag) {
        jdbc.sql("""
                        insert into investigation.investigation_flag (investigation_id, flag_id, added_by, added_at)
                        values (:id, :flag, :by, :now) on conflict do nothing
                        """)
                .param("id", id.value())
                .param("flag", flag.value())
                .param("by", user.getUsername())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Gives the matter to an investigator who has nothing to do with the person.
     *
     * @param version of the investigation as the user saw it
     * @throws InvestigationStateException when that colleague has a conflict, cannot read the matter, or it has changed
     */
    @Transactional
    public void assign(SignedInUser user, InvestigationId id, int version, String username) {
        Investigation investigation = get(user, id);
        investigation.demand(version);
        impartiality.findConflict(investigation.staff(), username).ifPresent(conflict -> {
            throw new InvestigationStateException(
                    username + " cannot investigate this: " + conflict + ". Nothing was changed.");
        });
        investigation.assign(username);
        save(
                user,
                id,
                new Step(Step.Kind.ASSIGNED, null, today(), null, username, user.getUsername(), clock.instant()));
        seal(id, "ASSIGNED", user, Map.of("investigator", username));
    }

    /**
     * Records a step. A referral that must be made starts its clock.
     *
     * @param version of the investigation as the user saw it
     * @throws InvestigationStateException when the assessment does not belong to the kind, the day is to come, or the
     *     investigation has changed
     */
    @Transactional
    public void record(
            SignedInUser user,
            InvestigationId id,
            int version,
            Step.Kind kind,
            Step.@Nullable Assessment assessment,
            LocalDate happenedOn,
            String note) {
        Investigation investigation = get(user, id);
        investigation.demand(version);
        boolean fits = kind.assessments().isEmpty()
                ? assessment == null
                : assessment != null && kind.assessments().contains(assessment);
        if (!fits || kind == Step.Kind.ASSIGNED) {
            throw new InvestigationStateException(
                    "Choose a result that belongs to the step, or none where it has none. Nothing was saved.");
        }
        if (happenedOn.isAfter(today())) {
            throw new InvestigationStateException("That day is still to come. Nothing was saved.");
        }
        investigation.addStep();
        Instant due = assessment == Step.Assessment.MANDATORY ? Step.referralDue(happenedOn) : null;
        save(user, id, new Step(kind, assessment, happenedOn, due, note, user.getUsername(), clock.instant()));
        seal(
                id,
                "STEP_" + kind.name(),
                user,
                Map.of(
                        "note",
                        note,
                        "on",
                        happenedOn.toString(),
                        "assessment",
                        assessment == null ? "" : assessment.name(),
                        "due",
                        due == null ? "" : due.toString()));
    }

    private void save(SignedInUser user, InvestigationId id, Step step) {
        jdbc.sql("""
                        insert into investigation.step (step_id, investigation_id, kind, assessment, happened_on, due_at, note,
                          recorded_by, recorded_at)
                        values (:step, :id, :kind, :assessment, :on, :due, :note, :by, :now)
                        """)
                .param("step", UUID.randomUUID())
                .param("id", id.value())
                .param("kind", step.kind().name())
                .param(
                        "assessment",
                        step.assessment() == null ? null : step.assessment().name())
                .param("on", step.happenedOn())
                .param("due", step.dueAt() == null ? null : Timestamp.from(step.dueAt()))
                .param("note", step.note())
                .param("by", user.getUsername())
                .param("now", Timestamp.from(step.recordedAt()))
                .update();
    }

    /**
     * Records the outcome; a later one supersedes it, as after an appeal.
     *
     * @param version of the investigation as the user saw it
     * @throws InvestigationStateException when a dismissal is claimed that the sanctions do not contain, the day is to
     *     come, or the investigation has changed
     */
    @Transactional
    public void conclude(SignedInUser user, InvestigationId id, int version, Outcome outcome) {
        Investigation investigation = get(user, id);
        investigation.demand(version);
        if (outcome.featuredInDismissal() && !Outcome.isDismissal(outcome.sanctions())) {
            throw new InvestigationStateException(
                    "It featured in a dismissal, but no dismissal is among the sanctions. Nothing was saved.");
        }
        if (Outcome.isDismissal(outcome.sanctions()) && !outcome.finding().isUpheld()) {
            throw new InvestigationStateException("A dismissal does not follow from the finding “"
                    + outcome.finding().label() + "”. Nothing was saved.");
        }
        if (outcome.typology() != null && !outcome.finding().isUpheld()) {
            throw new InvestigationStateException("A kind of misuse does not follow from the finding “"
                    + outcome.finding().label() + "”. Leave it out. Nothing was saved.");
        }
        if (outcome.decidedOn().isAfter(today())) {
            throw new InvestigationStateException("That day is still to come. Nothing was saved.");
        }
        investigation.conclude();
        save(id, outcome);
        seal(id, "OUTCOME", user, Map.of("outcome", json.writeValueAsString(outcome)));
    }

    private void save(InvestigationId id, Outcome outcome) {
        jdbc.sql("""
                        insert into investigation.outcome (outcome_id, investigation_id, finding, category, standards,
                          typology, corruption_category, source, proceedings, sanctions, decided_on, featured_in_dismissal,
                          victim_told, safeguarding_referral, breach_reported, operation_compromised, reason, recorded_by,
                          recorded_at)
                        values (:outcome, :id, :finding, :category, :standards, :typology, :corruption, :source,
                          :proceedings, :sanctions, :on, :dismissal, :victim, :safeguarding, :breach, :compromised, :reason,
                          :by, :now)
                        """)
                .param("outcome", UUID.randomUUID())
                .param("id", id.value())
                .param("finding", outcome.finding().name())
                .param("category", outcome.category().name())
                .param("standards", outcome.standards().stream().map(Enum::name).toArray(String[]::new))
                .param(
                        "typology",
                        outcome.typology() == null ? null : outcome.typology().name())
                .param(
                        "corruption",
                        outcome.corruption() == null
                                ? null
                                : outcome.corruption().name())
                .param("source", outcome.source().name())
                .param("proceedings", outcome.proceedings().name())
                .param("sanctions", outcome.sanctions().stream().map(Enum::name).toArray(String[]::new))
                .param("on", outcome.decidedOn())
                .param("dismissal", outcome.featuredInDismissal())
                .param("victim", outcome.victimTold())
                .param("safeguarding", outcome.safeguardingReferral())
                .param("breach", outcome.breachReported())
                .param("compromised", outcome.operationCompromised())
                .param("reason", outcome.reason())
                .param("by", outcome.recordedBy())
                .param("now", Timestamp.from(outcome.recordedAt()))
                .update();
    }

    /** The investigation to change, if the user may see it. */
    private Investigation get(SignedInUser user, InvestigationId id) {
        reader.get(user, id);
        return investigations
                .findByInvestigationId(id.value())
                .orElseThrow(() -> new InvestigationNotFoundException(id));
    }

    private LocalDate today() {
        return London.day(clock.instant());
    }

    private void seal(InvestigationId id, String act, SignedInUser user, Map<String, String> more) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("investigation", id.toString());
        content.put("act", act);
        content.putAll(more);
        content.put("by", user.getUsername());
        content.put("at", clock.instant().toString());
        ledger.record(KIND, content);
    }
}
