package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import uk.propercourse.rules.facts.Vocabulary;
import uk.propercourse.rules.language.RuleCompiler;

/** What is asked of each access of a slice must not cost more the larger the force is. */
class ScreenOfSliceTest {

    @Test
    void personalRecordsAreLookedUpForEachAccessOfASliceAndHashedOnlyForATrial() {
        RuleCompiler.Condition condition = new RuleCompiler().compile("relation.declared || record.decoy");
        String hashed = "exists (select from casework.personal_record";
        assertThat(condition.screen()).contains(hashed);
        assertThat(Vocabulary.assemble(condition.facts(), condition.screen()))
                .contains("(select true from casework.personal_record")
                .doesNotContain(hashed);
    }

    @Test
    void whatIsOnesOwnIsReadForThePeopleOfASliceAndForEverybodyOnlyForATrial() {
        RuleCompiler.Condition condition = new RuleCompiler().compile("relation.self");
        String everybody = "where pr.force_id = :force and pr.own";
        assertThat(condition.screen()).contains(everybody);
        assertThat(Vocabulary.assemble(condition.facts(), condition.screen()))
                .contains("select distinct staff_id from judged")
                .doesNotContain(everybody);
    }
}
