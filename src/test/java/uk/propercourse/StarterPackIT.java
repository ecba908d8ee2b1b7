package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.RuleFixtures;
import uk.propercourse.rules.RuleVersion;
import uk.propercourse.rules.facts.Vocabulary;

/** Each shipped rule catches its published case and spares the honest look-alike. */
class StarterPackIT extends IntegrationTest {

    private static final Set<String> SHIPPED_AS_DRAFT = Set.of("AFTER_OUTCOME");

    @Autowired
    RuleBook rules;

    @Autowired
    RuleFixtures fixtures;

    @Test
    void everyRuleDoesWhatItsFixturesSay() {
        List<Rule> drafts = rules.listOpen().stream()
                .map(RuleVersion::rule)
                .filter(rule -> SHIPPED_AS_DRAFT.contains(rule.code()))
                .toList();
        assertThat(drafts).hasSameSizeAs(SHIPPED_AS_DRAFT);
        for (Rule rule :
                Stream.concat(rules.listLive().stream(), drafts.stream()).toList()) {
            assertThat(fixtures.run(rule))
                    .as(rule.code())
                    .hasSize(2)
                    .anyMatch(RuleFixtures.Outcome::expected)
                    .allSatisfy(outcome -> assertThat(outcome.fires())
                            .as(rule.code() + ": " + outcome.text())
                            .isEqualTo(outcome.expected()))
                    .allSatisfy(outcome -> assertThat(outcome.facts().keySet())
                            .allSatisfy(name ->
                                    assertThat(Vocabulary.find(name)).as(name).isPresent()));
        }
        assertThat(rules.listLive()).hasSizeGreaterThan(30);
    }
}
