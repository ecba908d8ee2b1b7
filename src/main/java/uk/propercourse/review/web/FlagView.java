package uk.propercourse.review.web;

import java.util.Arrays;
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
import uk.propercourse.explanation.StrengthLevel;
import uk.propercourse.kernel.English;
import uk.propercourse.kernel.London;
import uk.propercourse.review.Contribution;
import uk.propercourse.review.FlagAccess;
import uk.propercourse.review.FlagArguments;
import uk.propercourse.review.FlagDetail;
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

    /**
     * The flag for its page.
     *
     * @param strengths how strong the templates are, so that what a force has switched off is not said to have been looked for
     */
    static FlagView of(FlagDetail detail, Map<ExplanationTemplate, StrengthLevel> strengths) {
        List<ExplanationTemplate> explaining = Arrays.stream(ExplanationTemplate.values())
                .filter(template -> strengths.containsKey(template)
                        ? strengths.get(template).explains()
                        : template.explains())
                .toList();
        Map<UUID, List<Evidence>> ties = detail.evidence().stream().collect(Collectors.groupingBy(Evidence::eventKey));
        Map<UUID, List<String>> rules = detail.findings().stream()
                .collect(Collectors.groupingBy(
                        FlagDetail.Finding::eventKey,
                        Collectors.mapping(FlagDetail.Finding::rule, Collectors.toList())));
        List<AccessView> accesses = detail.accesses().stream()
                .map(access -> accessView(
                        access,
                        explaining,
                        ties.getOrDefault(access.eventKey(), List.of()),
                        rules.getOrDefault(access.eventKey(), List.of()),
                        detail.facts().getOrDefault(access.eventKey(), Map.of())))
                .toList();
        FlagArguments arguments = FlagArguments.of(detail);
        return new FlagView(
                arguments.against(),
                arguments.forThem(),
                arguments.unknown(),
                accesses,
                detail.contributions().stream()
                        .map(c -> new Part(c, Math.min(100, (c.points() + 4) / 5 * 5)))
                        .toList(),
                detail.summary().events() > detail.accesses().size());
    }

    private static AccessView accessView(
            FlagAccess access,
            List<ExplanationTemplate> explaining,
            List<Evidence> ties,
            List<String> rules,
            Map<String, @Nullable Object> facts) {
        Set<ExplanationTemplate> found =
                ties.stream().map(Evidence::template).collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> notFound = explaining.stream()
                .filter(template -> !found.contains(template))
                .map(ExplanationTemplate::meaning)
                .toList();
        return new AccessView(
                access,
                London.second(access.occurredAt()),
                English.words(access.action()) + " in "
                        + (access.systemName() == null ? access.systemCode() : access.systemName()),
                ties.stream()
                        .limit(8)
                        .map(tie -> new Tie(
                                tie.sentence(), tie.explains(), tie.template().meaning()))
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
}
