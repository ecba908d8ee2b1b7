package uk.propercourse.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How often each sign shows in misuse: what the sheets say counts as {@value #PSEUDO_MATTERS} matters of each kind, and every
 * matter that was proven as one more.
 *
 * <p>Source: detection notes 3.3, numerators as Beta distributions with about twenty pseudo-observations, updated by outcomes.
 */
final class Numerators {

    /** The matters that what a sheet says is worth. */
    static final int PSEUDO_MATTERS = 20;

    /** No sign is so rare in misuse that one case could not show it. */
    private static final double LEAST = 0.0005;

    private Numerators() {}

    /**
     * The proven matters of one kind.
     *
     * @param matters how many
     * @param signs rule code to the sum over matters of the share of the matter's stories that show it
     */
    record Proven(long matters, Map<String, Double> signs) {

        static final Proven NONE = new Proven(0, Map.of());

        Proven {
            signs = Map.copyOf(signs);
        }

        double of(String rule) {
            return signs.getOrDefault(rule, 0.0);
        }
    }

    /** The share of stories of a kind that show a sign, from 0 to 1. */
    static double share(TypologySheet sheet, Proven proven, String rule) {
        return (PSEUDO_MATTERS * sheet.signs().getOrDefault(rule, 0.0) + proven.of(rule))
                / (PSEUDO_MATTERS + proven.matters());
    }

    /** The share of all stories of misuse that show each sign, by rule. */
    static Map<String, Double> of(Map<Typology, TypologySheet> sheets, Map<Typology, Proven> proven) {
        double shares =
                sheets.values().stream().mapToDouble(TypologySheet::share).sum();
        long matters = proven.values().stream().mapToLong(Proven::matters).sum();
        Map<String, Double> numerators = new HashMap<>();
        sheets.forEach((typology, sheet) -> {
            Proven known = proven.getOrDefault(typology, Proven.NONE);
            double kind = (PSEUDO_MATTERS * sheet.share() / shares + known.matters()) / (PSEUDO_MATTERS + matters);
            Set<String> rules = new HashSet<>(sheet.signs().keySet());
            rules.addAll(known.signs().keySet());
            rules.forEach(rule -> numerators.merge(rule, kind * share(sheet, known, rule), Double::sum));
        });
        numerators.replaceAll((rule, share) -> Math.max(share, LEAST));
        return numerators;
    }

    /**
     * How much commoner each sign is in misuse than where its rule's weight was set: as shipped, or for a rule that no shipped
     * sheet names as the signed sheets say without outcomes. Rules of which no sheet says anything are left out.
     */
    static Map<String, Double> ratios(
            Map<Typology, TypologySheet> shipped, Map<Typology, TypologySheet> signed, Map<Typology, Proven> proven) {
        Map<String, Double> reference = new HashMap<>(of(signed, Map.of()));
        reference.putAll(of(shipped, Map.of()));
        Map<String, Double> now = of(signed, proven);
        Map<String, Double> ratios = new HashMap<>();
        reference.forEach((rule, share) -> ratios.put(rule, now.getOrDefault(rule, LEAST) / share));
        return ratios;
    }
}
