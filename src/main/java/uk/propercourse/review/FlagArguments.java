package uk.propercourse.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.London;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/**
 * What speaks against the person, what speaks for them, and what could not be checked: each a sentence of a flag's page and of
 * the evidence pack.
 */
public record FlagArguments(List<String> against, List<String> forThem, List<String> unknown) {

    /** Copies the lists. */
    public FlagArguments {
        against = List.copyOf(against);
        forThem = List.copyOf(forThem);
        unknown = List.copyOf(unknown);
    }

    /** Those of a flag. */
    public static FlagArguments of(FlagDetail detail) {
        return new FlagArguments(against(detail), forThem(detail), unknown(detail));
    }

    private static List<String> against(FlagDetail detail) {
        return detail.contributions().stream()
                .filter(contribution -> contribution.points() > 0)
                .map(contribution -> English.sentence(contribution.sentence()) + " ("
                        + English.count(contribution.matches(), "access", "accesses") + ")")
                .toList();
    }

    /** Weak ties, explained accesses, being at work, a reference that holds: whatever makes the accesses look ordinary. */
    private static List<String> forThem(FlagDetail detail) {
        List<String> reasons = new ArrayList<>();
        long explained =
                detail.accesses().stream().filter(FlagAccess::explained).count();
        if (explained > 0) {
            reasons.add(English.count(explained, "access is", "accesses are") + " explained by casework");
        }
        detail.evidence().stream()
                .sorted(Comparator.comparing((Evidence tie) -> -tie.strength()))
                .map(Evidence::sentence)
                .distinct()
                .limit(4)
                .forEach(reasons::add);
        long onDuty = count(detail, "person.off_duty_hours", value -> value instanceof Double hours && hours == 0);
        if (onDuty > 0) {
            reasons.add("On duty at " + onDuty + " of " + detail.accesses().size() + " accesses");
        }
        long products = count(detail, "history.product_of_work", Boolean.TRUE::equals);
        if (products > 0) {
            reasons.add("Created or updated the record or a case of it within a day of "
                    + English.count(products, "access", "accesses") + ": who works leaves a trace");
        }
        long live = count(detail, "subject.live_case", Boolean.TRUE::equals);
        if (live > 0) {
            reasons.add("The record, or one related to it, belonged to a live case at "
                    + English.count(live, "access", "accesses"));
        }
        return reasons;
    }

    private static long count(FlagDetail detail, String fact, java.util.function.Predicate<@Nullable Object> holds) {
        return detail.facts().values().stream()
                .filter(sheet -> holds.test(sheet.get(fact)))
                .count();
    }

    /** Facts that were unknown at every access, and what no log can show. */
    private static List<String> unknown(FlagDetail detail) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Fact fact : Vocabulary.list()) {
            boolean always = !detail.facts().isEmpty()
                    && detail.facts().values().stream().allMatch(sheet -> sheet.get(fact.name()) == null);
            String line = line(fact.name());
            if (always && line != null) {
                lines.put(fact.name(), line);
            }
        }
        List<String> unknown = new ArrayList<>(lines.values());
        Instant evaluated = detail.accesses().stream()
                .map(FlagAccess::evaluatedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        unknown.add(
                "Anything recorded after " + London.minute(evaluated) + ", when the last of these accesses was judged");
        unknown.add("Requests made by word of mouth, which no feed records");
        return unknown;
    }

    private static @Nullable String line(String fact) {
        return switch (fact) {
            case "person.off_duty_hours" -> "Duty: the roster has no shift within ten days";
            case "person.role" -> "Posting: HR gives none for that time";
            case "relation.shared_home" -> "Home: no address to compare on one side";
            case "relation.recorded" -> "Family: the person's own record is not known";
            case "volume.peer_deviation" -> "Volume: too few days of the same role to compare with";
            default -> null;
        };
    }
}
