package uk.propercourse.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.propercourse.rules.facts.Fact;

class RuleCompilerTests {

    private final RuleCompiler compiler = new RuleCompiler();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relation.self | f.relation_self",
                "!explanation.explained && record.named | ((not f.explanation_explained) and f.record_named)",
                "person.off_duty_hours > 2.0 | (f.person_off_duty_hours > 2.0::double precision)",
                "record.type in [\"PERSON\", \"PHONE\"] | (f.record_type in ('PERSON', 'PHONE'))",
                "person.role == \"O'Neill\" | (f.person_role = 'O''Neill')",
                "event.action.startsWith(\"EX\") | starts_with(f.event_action, 'EX')"
            })
    void compilesToSql(String expression, String sql) {
        assertThat(compiler.compile(expression).sql()).isEqualTo(sql);
    }

    @Test
    void saysWhichFactsAreRead() {
        assertThat(compiler.compile("relation.self || record.high_profile").facts())
                .extracting(Fact::name)
                .containsExactly("relation.self", "record.high_profile");
    }

    @Test
    void knowsWhenOnlyUnexplainedAccessesMatter() {
        assertThat(compiler.compile("!explanation.explained && relation.self").unexplainedOnly())
                .isTrue();
        assertThat(compiler.compile("relation.self && (record.named && !explanation.explained)")
                        .unexplainedOnly())
                .isTrue();
        assertThat(compiler.compile("relation.self || !explanation.explained").unexplainedOnly())
                .isFalse();
        assertThat(compiler.compile("!(explanation.explained && relation.self)").unexplainedOnly())
                .isFalse();
    }

    @Test
    void screensByWhatMustHoldOfTheAccess() {
        assertThat(compiler.compile("explanation.explained && event.takes_out").screen())
                .isEqualTo("j.explained");
        assertThat(compiler.compile("!explanation.explained && event.takes_out").screen())
                .isEqualTo("not j.explained");
        assertThat(compiler.compile("relation.shared_home || relation.declared").screen())
                .isEqualTo(compiler.compile("relation.recorded").screen())
                .contains("personal_record");
        assertThat(compiler.compile("relation.self").screen()).contains("pr.own");
        assertThat(compiler.compile("volume.records_today >= 40").screen()).contains("s.records >= 40::bigint");
        assertThat(List.of(
                        compiler.compile("relation.self || event.takes_out"),
                        compiler.compile("!relation.self"),
                        compiler.compile("relation.self == false"),
                        compiler.compile("volume.records_today < 40"),
                        compiler.compile("volume.records_today >= history.unexplained_days"),
                        compiler.compile("volume.records_today + 1 >= 40")))
                .noneMatch(RuleCompiler.Condition::isScreened);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relation.sefl | 9 | Did you mean 'relation.self'?",
                "person.off_duty_hours > \"two\" | 23 | no matching overload",
                "event.local_hour | 6 | expected type 'bool' but found 'int'",
                "relation.self && | 17 | mismatched input",
                "relaton.self | 1 | Did you mean 'relation.self'?",
                "nonsense.word | 1 | undeclared reference to 'nonsense'"
            })
    void pointsAtMistakes(String expression, int character, String message) {
        assertThatThrownBy(() -> compiler.compile(expression))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Line 1, character " + character + ":");
    }

    @Test
    void takesApartWhatMustAllHold() {
        assertThat(
                        compiler.parts(
                                "!explanation.explained && (relation.self || record.named) && record.type in [\"A && B\", \"C\"]"))
                .extracting(RuleCompiler.Part::text)
                .containsExactly(
                        "!explanation.explained",
                        "(relation.self || record.named)",
                        "record.type in [\"A && B\", \"C\"]");
        assertThat(compiler.parts("relation.self && record.named || relation.colleague"))
                .hasSize(1);
    }

    @Test
    void refusesWhatHasNoFormInSqlOrCouldRunAway() {
        assertThatThrownBy(() -> compiler.compile("[1, 2, 3].exists(x, x > 1)"))
                .isInstanceOf(RuleSyntaxException.class);
        assertThatThrownBy(() -> compiler.compile("relation.self" + " && relation.self".repeat(200)))
                .isInstanceOf(RuleSyntaxException.class);
        assertThatThrownBy(() -> compiler.compile("volume.records_today > 9000000000000000000"))
                .hasMessageContaining("million million");
        assertThatThrownBy(
                        () -> compiler.compile("volume.records_today" + " * volume.records_today".repeat(4) + " > 0"))
                .hasMessageContaining("cannot multiply more than 4");
        assertThat(compiler.compile("volume.records_today * 3 > 10").sql())
                .isEqualTo("((f.volume_records_today::numeric * 3::bigint) > 10::bigint)");
    }
}
