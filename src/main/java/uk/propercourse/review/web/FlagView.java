package uk.propercourse.review.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.explanation.ExplanationTemplate;
import uk.propercourse.kernel.London;
import uk.propercourse.review.Contribution;
import uk.propercourse.review.FlagAccess;
import uk.propercourse.review.FlagDetail;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/**
 * A flag as its page shows it: what speaks against, what speaks for, what could not be checked, the accesses with what
 * explains each or what was looked for in vain, and the parts of the score.
 */
record FlagView(
        List<String> against,
        List<String> forThem,
        List<String> unknown,
        List<AccessView> accesses,
        List<Part> parts,
        boolean cut) {

    /** An access with what was found and what was not. */
    record AccessView(
            FlagAccess access,
            String when,
            String what,
            List<Tie> ties,
            List<String> notFound,
            List<String> rules,
            List<FactView> facts) {}

    /** A tie to casework. */
    record Tie(String sentence, boolean explains, String meaning) {}

    /** A fact of the access. */
    record FactView(String name, String meaning, String value) {}

    /** A part of the score; {@code width} is in steps of 5 for the bar. */
    record Part(Contribution contribution, int width) {}

    static FlagView of(FlagDetail detail) {
        Map<UUID, List<Evidence>> ties = detail.evidence().stream().collect(Collectors.groupingBy(Evidence::eventKey));
        Map<UUID, List<String>> rules = detail.findings().stream()
                .collect(Collectors.groupingBy(
                        FlagDetail.Finding::eventKey,
                        Collectors.mapping(FlagDetail.Finding::rule, Collectors.toList())));
        List<AccessView> accesses = detail.accesses().stream()
                .map(access -> accessView(
                        access,
                        ties.getOrDefault(access.eventKey(), List.of()),
                        rules.getOrDefault(access.eventKey(), List.of()),
                        detail.facts().getOrDefault(access.eventKey(), Map.of())))
                .toList();
        return new FlagView(
                against(detail),
                forThem(detail),
                unknown(detail),
                accesses,
                detail.contributions().stream()
                        .map(c -> new Part(c, Math.min(100, (c.points() + 4) / 5 * 5)))
                        .toList(),
                detail.summary().events() > detail.accesses().size());
    }

    private static AccessView accessView(
            FlagAccess access, List<Evidence> ties, List<String> rules, Map<String, @Nullable Object> facts) {
        Set<ExplanationTemplate> found =
                ties.stream().map(Evidence::template).collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> notFound = new ArrayList<>();
        for (ExplanationTemplate template : ExplanationTemplate.values()) {
            if (template.explains() && !found.contains(template)) {
                notFound.add(template.meaning());
            }
        }
        return new AccessView(
                access,
                London.second(access.occurredAt()),
                FlagRow.words(access.action()) + " in "
                        + (access.systemName() == null ? access.systemCode() : access.systemName()),
                ties.stream()
                        .limit(8)
                        .map(tie -> new Tie(
                                tie.sentence(),
                                tie.template().explains(),
                                tie.template().meaning()))
                        .toList(),
                notFound,
                rules,
                Vocabulary.list().stream()
                        .map(fact -> new FactView(fact.name(), fact.meaning(), value(facts.get(fact.name()))))
                        .toList());
    }

    /** A fact's value for people. */
    static String value(@Nullable Object value) {
        if (value == null) {
            return "not known";
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        return value instanceof Double number ? String.format(Locale.UK, "%.3g", number) : value.toString();
    }

    private static List<String> against(FlagDetail detail) {
        return detail.contributions().stream()
                .filter(contribution -> contribution.points() > 0)
                .map(contribution -> sentence(contribution.sentence()) + " ("
                        + FlagRow.count(contribution.matches(), "access", "accesses") + ")")
                .toList();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.UK) + text.substring(1);
    }

    /** Weak ties, explained accesses, being at work, a reference that holds: whatever makes the accesses look ordinary. */
    private static List<String> forThem(FlagDetail detail) {
        List<String> reasons = new ArrayList<>();
        long explained =
                detail.accesses().stream().filter(FlagAccess::explained).count();
        if (explained > 0) {
            reasons.add(FlagRow.count(explained, "access is", "accesses are") + " explained by casework");
        }
        detail.evidence().stream()
                .sorted(Comparator.comparing((Evidence tie) -> -tie.template().strength()))
                .map(Evidence::sentence)
                .distinct()
                .limit(4)
                .forEach(reasons::add);
        long onDuty = count(detail, "person.off_duty_hours", value -> value instanceof Double hours && hours == 0);
        if (onDuty > 0) {
            reasons.add("On duty at " + onDuty + " of " + detail.accesses().size() + " accesses");
        }
        long live = count(detail, "subject.live_case", Boolean.TRUE::equals);
        if (live > 0) {
            reasons.add("The record, or one related to it, belonged to a live case at "
                    + FlagRow.count(live, "access", "accesses"));
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
