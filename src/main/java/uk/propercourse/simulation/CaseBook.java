package uk.propercourse.simulation;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import uk.propercourse.kernel.London;
import uk.propercourse.simulation.Population.Person;
import uk.propercourse.simulation.Population.Thing;
import uk.propercourse.simulation.Workforce.Member;
import uk.propercourse.simulation.Workforce.Unit;

/** The work of a synthetic force as its systems record it: cases, who is assigned to them, what is linked to them. */
final class CaseBook {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

    private final List<Case> cases = new ArrayList<>();

    /** What was linked to a case, when and by whom. */
    record Link(Thing thing, long at, @Nullable Member by, String role) {}

    /** Who works on a case: somebody or a unit. */
    record Assignment(
            long from,
            String role,
            @Nullable Member member,
            @Nullable Unit unit,
            long to,
            @Nullable Member by) {}

    /** A case; one that is open has no end. */
    static final class Case {
        private final String ref;
        private final String kind;
        private final String category;
        private final long opened;
        private final long closed;
        private final @Nullable Unit unit;
        private final List<Link> links = new ArrayList<>(4);
        private final List<Assignment> assignments = new ArrayList<>(3);

        private Case(String ref, String kind, String category, long opened, long closed, @Nullable Unit unit) {
            this.ref = ref;
            this.kind = kind;
            this.category = category;
            this.opened = opened;
            this.closed = closed;
            this.unit = unit;
        }

        String ref() {
            return ref;
        }

        String kind() {
            return kind;
        }

        String category() {
            return category;
        }

        long opened() {
            return opened;
        }

        List<Link> links() {
            return links;
        }

        List<Person> people() {
            return links.stream()
                    .filter(link -> link.thing() instanceof Person)
                    .map(link -> (Person) link.thing())
                    .toList();
        }

        List<Assignment> assignments() {
            return assignments;
        }

        void link(Thing thing, long at, @Nullable Member by, String role) {
            if (!(thing instanceof Person person && person.isHidden())) {
                links.add(new Link(thing, at, by, role));
            }
        }

        void assign(String role, Member member, long from, long to, @Nullable Member by) {
            assignments.add(new Assignment(from, role, member, null, to, by));
        }

        void assign(String role, Unit unit, long from, long to) {
            assignments.add(new Assignment(from, role, null, unit, to, null));
        }
    }

    Case open(String prefix, String kind, String category, long opened, long closed, @Nullable Unit unit) {
        String day = DAY.format(Instant.ofEpochSecond(opened).atZone(London.ZONE));
        Case made =
                new Case("%s/%s/%06d".formatted(prefix, day, cases.size() + 1), kind, category, opened, closed, unit);
        cases.add(made);
        return made;
    }

    List<Case> list() {
        return cases;
    }

    void write(Path folder) {
        try (CsvFile files = new CsvFile(
                        folder, "cases", "case_ref", "kind", "opened_at", "closed_at", "unit_id", "category");
                CsvFile assignments = new CsvFile(
                        folder,
                        "case_assignments",
                        "case_ref",
                        "from",
                        "role",
                        "staff_id",
                        "unit_id",
                        "to",
                        "recorded_at",
                        "recorded_by");
                CsvFile links = new CsvFile(
                        folder,
                        "case_links",
                        "case_ref",
                        "record_type",
                        "record_id",
                        "linked_at",
                        "recorded_by",
                        "role")) {
            for (Case item : cases) {
                files.row(
                        item.ref,
                        item.kind,
                        Workforce.time(item.opened),
                        until(item.closed),
                        item.unit == null ? "" : item.unit.id(),
                        item.category);
                item.assignments.stream().distinct().forEach(a -> write(item, a, assignments));
                item.links.forEach(link -> links.row(
                        item.ref,
                        link.thing().type(),
                        link.thing().id(),
                        Workforce.time(link.at()),
                        link.by() == null ? "" : link.by().id(),
                        link.role()));
            }
        }
    }

    private static void write(Case item, Assignment a, CsvFile file) {
        file.row(
                item.ref,
                Workforce.time(a.from()),
                a.role(),
                a.member() == null ? "" : a.member().id(),
                a.unit() == null ? "" : a.unit().id(),
                until(a.to()),
                Workforce.time(a.from()),
                a.by() == null ? "" : a.by().id());
    }

    private static String until(long second) {
        return second == 0 ? "" : Workforce.time(second);
    }
}
