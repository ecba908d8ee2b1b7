package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The shipped sheets, one for each kind of misuse. */
class TypologySheetsTest {

    @Test
    void everyKindHasASheetOfOnePageWithinItsBounds() throws IOException {
        Map<String, Map<String, Object>> sheets;
        try (InputStream in = new ClassPathResource("rules/typologies.yaml").getInputStream()) {
            sheets = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        }
        assertThat(sheets.keySet())
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(Typology.values())
                        .map(Enum::name)
                        .toList());
        sheets.forEach((typology, fields) -> {
            @SuppressWarnings("unchecked")
            Map<String, Double> signs = (Map<String, Double>) java.util.Objects.requireNonNull(fields.get("signs"));
            assertThat(signs.size()).as(typology).isBetween(1, 20);
            assertThat(signs.values())
                    .as(typology)
                    .allMatch(share -> share >= TypologySheet.LEAST && share <= TypologySheet.MOST);
            assertThat((Double) fields.get("share")).as(typology).isBetween(0.001, 1.0);
        });
    }
}
