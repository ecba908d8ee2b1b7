package uk.propercourse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import uk.propercourse.rules.Rule;
import uk.propercourse.rules.RuleBook;
import uk.propercourse.rules.RuleFixtures;
import uk.propercourse.rules.facts.Vocabulary;

/** Each shipped rule catches its published case and spares the honest look-alike. */
class StarterPackIT extends IntegrationTest {

    @Autowired
    RuleBook rules;

    @Autowired
    RuleFixtures fixtures;

    @Test
    void everyRuleDoesWhatItsFixturesSay() {
        for (Rule rule : rules.listLive()) {
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
