package uk.propercourse.investigation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.RecordRef;

/**
 * What connects the person of an investigation with the records that were looked at, and these with casework: three columns
 * of nodes and the lines between them, laid out in units of a drawing. The same stands in a table.
 *
 * @param more records that are left out of the drawing and the table
 * @param moreCases cases of these records that stand in the table alone
 */
public record LinkGraph(
        List<RecordNode> records, List<CaseNode> cases, List<Line> lines, int height, int more, int moreCases) {

    /** Records and cases that a drawing holds. */
    static final int MOST = 20;

    /** Where the columns of the drawing stand. */
    public static final int RECORDS_X = 300;

    /** The last column. */
    public static final int CASES_X = 660;

    private static final int PERSON_X = 90;
    private static final int STEP = 64;

    /**
     * A record that was looked at.
     *
     * @param tie what connects the person with it in private life, as the feeds have it; null where nothing is known
     * @param caseRefs the cases it is linked to
     */
    public record RecordNode(
            RecordRef ref,
            @Nullable String name,
            int accesses,
            int unexplained,
            @Nullable String tie,
            List<String> caseRefs,
            int y) {

        /** What to call it. */
        public String label() {
            return name == null ? ref.id() : name;
        }
    }

    /**
     * A case that at least one of the records is linked to.
     *
     * @param assigned whether the person was ever assigned to it, in person or by unit
     */
    public record CaseNode(String ref, String kind, boolean assigned, int y) {}

    /** A line of the drawing; {@code dashed} for private life. */
    public record Line(int x1, int y1, int x2, int y2, int width, boolean dashed) {}

    /** What was looked at, before it is laid out. */
    record Looked(
            RecordRef ref,
            @Nullable String name,
            int accesses,
            int unexplained,
            @Nullable String tie) {}

    /** A case that a record is linked to, before it is laid out. */
    record Linked(RecordRef record, String caseRef, String kind, boolean assigned) {}

    static LinkGraph of(List<Looked> looked, Collection<Linked> linked) {
        List<Looked> shown = looked.subList(0, Math.min(MOST, looked.size()));
        Map<String, CaseNode> cases = new LinkedHashMap<>();
        List<RecordNode> records = new ArrayList<>();
        Set<String> left = new HashSet<>();
        for (Looked one : shown) {
            List<String> refs = new ArrayList<>();
            for (Linked link : linked) {
                if (!link.record().equals(one.ref())) {
                    continue;
                }
                refs.add(link.caseRef());
                if (cases.containsKey(link.caseRef()) || cases.size() < MOST) {
                    cases.computeIfAbsent(
                            link.caseRef(),
                            ref -> new CaseNode(ref, link.kind(), link.assigned(), STEP / 2 + cases.size() * STEP));
                } else {
                    left.add(link.caseRef());
                }
            }
            records.add(new RecordNode(
                    one.ref(),
                    one.name(),
                    one.accesses(),
                    one.unexplained(),
                    one.tie(),
                    List.copyOf(refs),
                    STEP / 2 + records.size() * STEP));
        }
        int height = STEP * Math.max(1, Math.max(records.size(), cases.size()));
        return new LinkGraph(
                List.copyOf(records),
                List.copyOf(cases.values()),
                lines(records, cases, height / 2),
                height,
                looked.size() - shown.size(),
                left.size());
    }

    private static List<Line> lines(List<RecordNode> records, Map<String, CaseNode> cases, int middle) {
        List<Line> lines = new ArrayList<>();
        for (RecordNode node : records) {
            int width = Math.min(6, 1 + node.accesses() / 2);
            lines.add(new Line(PERSON_X, middle, RECORDS_X, node.y(), width, false));
            if (node.tie() != null) {
                lines.add(new Line(PERSON_X, middle - 8, RECORDS_X, node.y() - 8, 2, true));
            }
            for (String ref : node.caseRefs()) {
                CaseNode target = cases.get(ref);
                if (target != null) {
                    lines.add(new Line(RECORDS_X + 220, node.y(), CASES_X, target.y(), 1, false));
                }
            }
        }
        return List.copyOf(lines);
    }

    /** Where the person stands. */
    public int personY() {
        return height / 2;
    }
}
