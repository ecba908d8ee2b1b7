package uk.propercourse.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.simulation.Population.Thing;
import uk.propercourse.simulation.Workforce.Member;

/** The accesses of a synthetic force and the labels of those that are part of a scenario. */
final class AccessLog {

    /** The systems and their names. */
    static final Map<String, String> SYSTEMS = new java.util.TreeMap<>(Map.of(
            "PNC", "Police National Computer",
            "RMS", "Records management",
            "CAD", "Command and control",
            "ANPR", "Number plate recognition",
            "CUST", "Custody",
            "INTEL", "Intelligence"));

    private final List<Access> entries = new ArrayList<>();

    /** A kind of misuse and one instance of it. */
    record Scenario(String typology, int number) {
        String id() {
            return "%s-%04d".formatted(typology, number);
        }
    }

    /** One access, before it has its number. */
    private record Access(
            Member member,
            long at,
            String system,
            String action,
            String type,
            String id,
            @Nullable String ref,
            @Nullable String reason,
            @Nullable Member onBehalfOf,
            String terminal,
            @Nullable Scenario scenario) {}

    static String account(String system, Member member) {
        return system.charAt(0)
                + (system.equals("CAD") ? "C" : "")
                + member.id().substring(1);
    }

    void add(
            Member member,
            long at,
            String system,
            String action,
            Thing thing,
            @Nullable String ref,
            @Nullable String reason,
            @Nullable Member onBehalfOf,
            @Nullable Scenario scenario) {
        add(member, at, system, action, thing, ref, reason, onBehalfOf, scenario, terminal(member, at));
    }

    void add(
            Member member,
            long at,
            String system,
            String action,
            Thing thing,
            @Nullable String ref,
            @Nullable String reason,
            @Nullable Member onBehalfOf,
            @Nullable Scenario scenario,
            String terminal) {
        if (thing instanceof Population.Person person && person.isHidden()) {
            return;
        }
        entries.add(new Access(
                member, at, system, action, thing.type(), thing.id(), ref, reason, onBehalfOf, terminal, scenario));
    }

    /** Work on the case file itself. */
    void addCase(Member member, long at, String action, String ref) {
        entries.add(new Access(member, at, "RMS", action, "CASE", ref, ref, null, null, terminal(member, at), null));
    }

    /** One of the unit's six, or the person's own mobile device. */
    static String terminal(Member member, long at) {
        long place = Math.floorMod(at * 31 + member.id().hashCode(), 9L);
        return place < 6 ? member.unit().id() + "-T" + (1 + place) : "MOB-" + member.id();
    }

    /** What an account would have done after its holder left. */
    void removeAfter(Member member, long at) {
        entries.removeIf(entry -> entry.member() == member && entry.at() >= at);
    }

    int size() {
        return entries.size();
    }

    void write(Path folder) {
        entries.sort(Comparator.comparingLong(Access::at));
        Map<String, Integer> numbers = new HashMap<>();
        try (CsvFile systems = new CsvFile(folder, "systems", "system_code", "name", "kind", "training_course");
                CsvFile file = new CsvFile(
                        folder,
                        "access",
                        "system_code",
                        "event_id",
                        "account_id",
                        "occurred_at",
                        "action",
                        "record_type",
                        "record_id",
                        "case_ref",
                        "reason_text",
                        "on_behalf_of",
                        "terminal_id");
                CsvFile truth = new CsvFile(
                        folder, "truth", "scenario_id", "typology", "system_code", "event_id", "staff_id")) {
            SYSTEMS.forEach((code, name) -> systems.row(
                    code,
                    name,
                    code.equals("CUST") ? "CUSTODY" : code,
                    code.equals("PNC") || code.equals("RMS") ? code + "-USER" : ""));
            for (Access entry : entries) {
                String id = "%s-%08d".formatted(entry.system(), numbers.merge(entry.system(), 1, Integer::sum));
                file.row(
                        entry.system(),
                        id,
                        account(entry.system(), entry.member()),
                        Workforce.time(entry.at()),
                        entry.action(),
                        entry.type(),
                        entry.id(),
                        entry.ref(),
                        entry.reason(),
                        entry.onBehalfOf() == null ? "" : account(entry.system(), entry.onBehalfOf()),
                        entry.terminal());
                if (entry.scenario() != null) {
                    truth.row(
                            entry.scenario().id(),
                            entry.scenario().typology(),
                            entry.system(),
                            id,
                            entry.member().id());
                }
            }
        }
    }
}
