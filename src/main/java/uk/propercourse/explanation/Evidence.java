package uk.propercourse.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.London;
import uk.propercourse.kernel.RecordRef;

/**
 * One tie between an access and a case: what explains it, or weakly speaks for it, with the rows it rests on.
 *
 * @param eventKey the access
 * @param occurredAt when it happened
 * @param template how it explains
 * @param strength how strongly, from 0 to 1, as the force had set it when the access was judged
 * @param caseRef the case
 * @param caseKind the contract's kind of it
 * @param via the related record through which the case is reached, null where the record itself is linked
 * @param relation how that record is related
 * @param linkedAt when the link was recorded, null where the record is the case
 * @param linkedBy who recorded it
 * @param linkRole as what the record is linked
 * @param assignmentRole as what somebody is assigned
 * @param assignedTo that member of staff or unit
 * @param assignedFrom since when
 */
public record Evidence(
        UUID eventKey,
        Instant occurredAt,
        ExplanationTemplate template,
        double strength,
        String caseRef,
        String caseKind,
        @Nullable RecordRef via,
        @Nullable String relation,
        @Nullable Instant linkedAt,
        @Nullable String linkedBy,
        @Nullable String linkRole,
        String assignmentRole,
        @Nullable String assignedTo,
        Instant assignedFrom) {

    /** Whether it explains by itself. */
    public boolean explains() {
        return strength >= ExplanationPolicy.EXPLAINED;
    }

    /** The tie in plain English, which does not say who the accessor is, such as "assigned to CR/1 as OIC since 2 Mar 2026 08:18, linked as suspect …". */
    public String sentence() {
        return assignment() + link();
    }

    private String assignment() {
        String since = " since " + London.minute(assignedFrom);
        String role = assignmentRole.toLowerCase(Locale.UK);
        return switch (template) {
            case OWN_CASE, OWN_CASE_RELATED -> "Assigned to " + caseRef + " as " + assignmentRole + since;
            case UNIT_CASE, UNIT_CASE_RELATED ->
                "Own unit " + assignedTo + " assigned to " + caseRef + " as " + role + since;
            case CUSTODY_SUITE -> "On duty in custody suite " + assignedTo + ", which held the person under " + caseRef;
            case BRIEFED -> "Named on briefing " + caseRef + " to own unit " + assignedTo + since;
            case UNIT_DESK -> caseKind.toLowerCase(Locale.UK) + " work " + caseRef + " of own unit " + assignedTo;
            case ALLOCATED -> "Gave " + caseRef + " to " + assignedTo + " on " + London.minute(assignedFrom);
            case SUPERVISED -> "Supervises " + assignedTo + ", who was assigned to " + caseRef + since;
            case ON_BEHALF ->
                "Looked for someone whose work it was: " + caseRef + ", " + assignedTo + " as " + role + since;
            case TEAM_ATTENDING -> "On duty with team mate " + assignedTo + ", who was attending " + caseRef + since;
            case NEAR_WITH_PRODUCT ->
                "Wrote on the record or its case within a day; " + caseRef + " is "
                        + (assignmentRole.equals("CASE_UNIT")
                                ? "work of own unit " + assignedTo
                                : "own work that had ended");
            case WORK_ENDED -> "Was assigned to " + caseRef + " as " + role + since + ", but that had ended";
            case UNIT_NEAR -> caseRef + " belongs to own unit " + assignedTo + ", but no part in it is recorded";
            case NEAR_MISS ->
                "Looked at once, and opened right afterwards " + named(Objects.requireNonNull(via)) + " of "
                        + ("PERSON".equals(via.type()) ? "the same surname" : "nearly the same mark")
                        + ", for " + caseRef + ", assigned as " + assignmentRole + since;
            case SELF_RECORDED -> "Tied to " + caseRef + " by an entry of the person's own, made after looking";
            case ASSIGNED_LATER ->
                "Was assigned to " + caseRef + " only afterwards, on " + London.minute(assignedFrom) + ", "
                        + hours(Duration.between(occurredAt, assignedFrom)) + " later";
        };
    }

    private String link() {
        String what = via == null
                ? "; the record"
                : "; " + named(via)
                        + (template == ExplanationTemplate.NEAR_MISS
                                ? ""
                                : ", related as " + String.valueOf(relation).toLowerCase(Locale.UK) + ",");
        if (linkedAt == null) {
            return "; the record is that case";
        }
        return what + " was linked" + (linkRole == null ? "" : " as " + linkRole.toLowerCase(Locale.UK)) + " on "
                + London.minute(linkedAt);
    }

    private static String named(RecordRef record) {
        return record.type().toLowerCase(Locale.UK) + " " + record.id();
    }

    private static String hours(Duration span) {
        return span.toHours() < 48 ? span.toHours() + " h" : span.toDays() + " days";
    }
}
