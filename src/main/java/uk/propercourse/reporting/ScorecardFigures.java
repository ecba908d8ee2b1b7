package uk.propercourse.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of a scorecard, as section 4 of the feed contract defines them.
 *
 * @param staff people on the HR feed
 * @param explained of events that no label names
 * @param explainedFirst of those, first accesses alone
 * @param falseExoneration explained labelled events, by typology
 * @param load dossiers per 1,000 staff per day, before any budget
 * @param atHalf within half the budget
 * @param atBudget within the budget
 * @param atDouble within twice the budget
 * @param ceiling what a perfect ranking would reach within the budget
 */
public record ScorecardFigures(
        long staff,
        Share explained,
        Share explainedFirst,
        Map<String, Share> falseExoneration,
        double load,
        AtBudget atHalf,
        AtBudget atBudget,
        AtBudget atDouble,
        AtBudget ceiling) {

    /** Copies the map. */
    public ScorecardFigures {
        falseExoneration = Map.copyOf(falseExoneration);
    }

    /** A part of a whole. */
    public record Share(long part, long whole) {

        /** From 0 to 1; 0 of nothing. */
        public double value() {
            return whole == 0 ? 0 : (double) part / whole;
        }

        @Override
        public String toString() {
            return String.format(Locale.UK, "%6.2f %%  (%,d of %,d)", value() * 100, part, whole);
        }
    }

    /** A labelled scenario and the moment of its first event. */
    record Scenario(String id, String typology, Instant first) {}

    /**
     * What the k highest-scored dossiers of each week hold.
     *
     * @param precision dossiers that hold a labelled event, of those reviewed
     * @param recall scenarios found, of all
     * @param byTypology the same by typology
     * @param macro the mean of the shares by typology
     * @param medianDays days from a scenario's first event to the end of the week that found it; NaN without any
     * @param ninetiethDays the 90th percentile of those
     */
    public record AtBudget(
            int k,
            Share precision,
            Share recall,
            Map<String, Share> byTypology,
            double macro,
            double medianDays,
            double ninetiethDays) {

        /** Copies the map. */
        public AtBudget {
            byTypology = Map.copyOf(byTypology);
        }

        static AtBudget of(int k, long reviewed, long holding, List<Scenario> scenarios, Map<String, Instant> found) {
            Map<String, Share> byTypology = scenarios.stream()
                    .collect(Collectors.groupingBy(
                            Scenario::typology,
                            TreeMap::new,
                            Collectors.collectingAndThen(
                                    Collectors.toList(),
                                    list -> new Share(
                                            list.stream()
                                                    .filter(s -> found.containsKey(s.id()))
                                                    .count(),
                                            list.size()))));
            List<Double> days = scenarios.stream()
                    .filter(s -> found.containsKey(s.id()))
                    .map(s -> Duration.between(s.first(), found.get(s.id())).toSeconds() / 86_400.0)
                    .sorted()
                    .toList();
            return new AtBudget(
                    k,
                    new Share(holding, reviewed),
                    new Share(found.size(), scenarios.size()),
                    byTypology,
                    byTypology.values().stream()
                            .mapToDouble(Share::value)
                            .average()
                            .orElse(0),
                    percentile(days, 0.5),
                    percentile(days, 0.9));
        }

        private static double percentile(List<Double> sorted, double share) {
            if (sorted.isEmpty()) {
                return Double.NaN;
            }
            double place = share * (sorted.size() - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted.size() - 1);
            return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
        }
    }

    /** The figures as a text for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "staff", Long.toString(staff));
        line(text, "explained share of unlabelled events", explained.toString());
        line(text, "explained share of first accesses", explainedFirst.toString());
        long part = falseExoneration.values().stream().mapToLong(Share::part).sum();
        long whole = falseExoneration.values().stream().mapToLong(Share::whole).sum();
        line(text, "false exoneration", new Share(part, whole).toString());
        new TreeMap<>(falseExoneration).forEach((typology, share) -> line(text, "  " + typology, share.toString()));
        line(text, "load, dossiers per 1,000 staff a day", String.format(Locale.UK, "%6.2f", load));
        budget(text, "at k/2", atHalf);
        budget(text, "at k", atBudget);
        budget(text, "at 2k", atDouble);
        budget(text, "ceiling at k", ceiling);
        return text.toString().stripTrailing();
    }

    private static void budget(StringBuilder text, String name, AtBudget at) {
        line(text, name + " (" + at.k() + " dossiers a week)", "");
        line(text, "  precision", at.precision().toString());
        line(text, "  recall", at.recall().toString());
        line(text, "  macro recall", String.format(Locale.UK, "%6.2f %%", at.macro() * 100));
        new TreeMap<>(at.byTypology()).forEach((typology, share) -> line(text, "    " + typology, share.toString()));
        line(
                text,
                "  days to detect, median / 90th percentile",
                Double.isNaN(at.medianDays())
                        ? "none found"
                        : String.format(Locale.UK, "%6.1f / %.1f", at.medianDays(), at.ninetiethDays()));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.UK, "%-48s %s%n", name, value).stripTrailing())
                .append('\n');
    }
}
