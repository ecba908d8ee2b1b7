package uk.propercourse.investigation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.kernel.RecordRef;
import uk.propercourse.review.FlagAccess;
import uk.propercourse.review.FlagDetail;

/**
 * Gives records, cases and colleagues numbers, the same one wherever they come up in a pack. It changes what sentences are made
 * of, never the sentences: a staff number that looks like a year must not change a date.
 */
final class Redactor {

    private static final String LEFT_OUT = "[left out]";

    private final Redaction level;
    private final Map<String, String> labels = new LinkedHashMap<>();

    Redactor(Redaction level) {
        this.level = level;
    }

    /** A flag as this level shows it. */
    FlagDetail redact(FlagDetail flag) {
        if (level.isFull()) {
            return flag;
        }
        return new FlagDetail(
                flag.summary(),
                flag.contributions(),
                flag.accesses().stream().map(this::redact).toList(),
                flag.evidence().stream().map(this::redact).toList(),
                flag.facts(),
                flag.findings());
    }

    private FlagAccess redact(FlagAccess access) {
        return new FlagAccess(
                access.eventKey(),
                access.occurredAt(),
                access.systemCode(),
                access.systemName(),
                LEFT_OUT,
                access.action(),
                access.recordType(),
                labelled("record", access.recordId()),
                labelled("case", access.caseRef()),
                typed(access.reason()),
                access.explained(),
                access.strength(),
                access.template(),
                access.settled(),
                access.evaluatedAt(),
                Map.of());
    }

    private Evidence redact(Evidence tie) {
        RecordRef via = tie.via();
        return new Evidence(
                tie.eventKey(),
                tie.occurredAt(),
                tie.template(),
                tie.strength(),
                label("case", tie.caseRef()),
                tie.caseKind(),
                via == null ? null : new RecordRef(via.type(), label("record", via.id())),
                tie.relation(),
                tie.linkedAt(),
                labelled("colleague or unit", tie.linkedBy()),
                tie.linkRole(),
                tie.assignmentRole(),
                labelled("colleague or unit", tie.assignedTo()),
                tie.assignedFrom());
    }

    private @Nullable String labelled(String kind, @Nullable String name) {
        return name == null ? null : label(kind, name);
    }

    private String label(String kind, String name) {
        return labels.computeIfAbsent(name, any -> "[" + kind + " " + (labels.size() + 1) + "]");
    }

    /** What somebody typed, which may hold any name: quoted in full or not at all. */
    String typed(@Nullable String text) {
        return level.isFull() ? Objects.requireNonNullElse(text, "") : text == null || text.isEmpty() ? "" : LEFT_OUT;
    }
}
