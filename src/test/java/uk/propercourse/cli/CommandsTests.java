package uk.propercourse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import", "import no-such-folder", "import pom.xml", "import --profile", "evaluate now",
                        "evaluate --as-of yesterday",
                "export", "export cases", "token", "token create x", "token create x --scope everything", "scorecard",
                "scorecard no-such-file", "scorecard pom.xml --k none", "evaluate --unknown 1"
            })
    void refusesBadUsageWithOneLine(String line) {
        List<String> words = List.of(line.split(" "));
        assertThatThrownBy(() -> Commands.parse(words.get(0), words.subList(1, words.size())))
                .isInstanceOf(UsageException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Test
    void takesSeveralScopes() {
        assertThat(Commands.parse(
                                "token",
                                List.of("create", "rms", "--scope", "events:RMS", "context:*", "--scope", "read:flags"))
                        .option())
                .containsExactly("events:RMS", "context:*", "read:flags");
    }

    @Test
    void takesATimeWithAnOffset() {
        assertThat(Commands.parse("evaluate", List.of("--as-of", "2026-03-31T00:00:00+01:00"))
                        .option())
                .containsExactly("2026-03-31T00:00:00+01:00");
    }
}
