package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What sheets say counts as twenty matters of a kind; each proven one counts as one more. */
class NumeratorsTest {

    private static final Map<Typology, TypologySheet> SHIPPED = Map.of(
            Typology.FAMILY, new TypologySheet(0.05, Map.of("REPEAT", 0.5)),
            Typology.LEAVER, new TypologySheet(0.05, Map.of("REPEAT", 0.1, "OFF_DUTY", 0.3)));

    @Test
    void withoutOutcomesAndWithTheShippedSheetsNothingMoves() {
        assertThat(Numerators.of(SHIPPED, Map.of())).containsEntry("OFF_DUTY", 0.15);
        assertThat(Numerators.of(SHIPPED, Map.of()).get("REPEAT")).isCloseTo(0.3, within(1e-9));
        assertThat(Numerators.ratios(SHIPPED, SHIPPED, Map.of()).values()).allMatch(ratio -> ratio == 1.0);
    }

    @Test
    void twentyProvenMattersWeighAsMuchAsTheSheet() {
        Numerators.Proven proven = new Numerators.Proven(20, Map.of("REPEAT", 20.0));
        assertThat(Numerators.share(sheet(Typology.FAMILY), proven, "REPEAT")).isCloseTo(0.75, within(1e-9));
        assertThat(Numerators.share(sheet(Typology.FAMILY), proven, "NEIGHBOUR"))
                .isZero();
    }

    private static TypologySheet sheet(Typology typology) {
        return java.util.Objects.requireNonNull(SHIPPED.get(typology));
    }

    /** Half of the kinds by the sheets, all forty matters of one kind by proof: that kind counts (10 + 20) in 40. */
    @Test
    void whatIsProvenOftenCountsAsCommoner() {
        Map<Typology, Numerators.Proven> proven =
                Map.of(Typology.LEAVER, new Numerators.Proven(20, Map.of("OFF_DUTY", 6.0, "BULK", 10.0)));
        Map<String, Double> now = Numerators.of(SHIPPED, proven);
        assertThat(now.get("OFF_DUTY")).isCloseTo(0.75 * 0.3, within(1e-9));
        assertThat(now.get("REPEAT")).isCloseTo(0.25 * 0.5 + 0.75 * 0.05, within(1e-9));
        assertThat(now.get("BULK")).isCloseTo(0.75 * 0.25, within(1e-9));
        Map<String, Double> ratios = Numerators.ratios(SHIPPED, SHIPPED, proven);
        assertThat(ratios.get("OFF_DUTY")).isCloseTo(1.5, within(1e-9));
        assertThat(ratios).as("no sheet says how common it was to be").doesNotContainKey("BULK");
    }

    @Test
    void aSignThatSheetsNoLongerNameCountsAsHardlyEverThere() {
        Map<Typology, TypologySheet> signed = Map.of(
                Typology.FAMILY,
                sheet(Typology.FAMILY),
                Typology.LEAVER,
                new TypologySheet(0.05, Map.of("REPEAT", 0.1, "CROWD", 0.2)));
        Map<String, Double> ratios = Numerators.ratios(SHIPPED, signed, Map.of());
        assertThat(ratios.get("OFF_DUTY")).isPositive().isLessThan(0.01);
        assertThat(ratios).as("its own sheet is what it is measured by").containsEntry("CROWD", 1.0);
    }
}
