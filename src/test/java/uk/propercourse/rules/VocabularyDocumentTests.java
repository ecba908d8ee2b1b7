package uk.propercourse.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uk.propercourse.rules.facts.Vocabulary;

class VocabularyDocumentTests {

    private static final Path DOCUMENT = Path.of("docs/facts.md");

    /** Writes the document anew with {@code -Ddocs.write=true}; otherwise it must say what the code says. */
    @Test
    void documentSaysWhatTheCodeSays() throws IOException {
        String text = Vocabulary.list().stream()
                .map(fact -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                fact.name(),
                                fact.type().name().toLowerCase(Locale.ROOT),
                                fact.immediate() ? "at once" : "later",
                                fact.meaning()))
                .collect(Collectors.joining("\n", """
                        # Facts

                        The vocabulary that rules are written in, generated from `Vocabulary.java`
                        (`./mvnw test -Dtest=VocabularyDocumentTests -Ddocs.write=true`). A fact that cannot be known is
                        *unknown*, and no condition takes unknown for true. What is known *later* rests on explanation: a rule that is
                        asked at once may not read it. What was left unexplained before counts once it has settled.

                        | fact | type | known | meaning |
                        |---|---|---|---|
                        """, "\n"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(DOCUMENT).hasContent(text);
    }
}
