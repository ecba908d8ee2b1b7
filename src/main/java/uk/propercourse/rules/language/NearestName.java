package uk.propercourse.rules.language;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import uk.propercourse.rules.facts.Fact;
import uk.propercourse.rules.facts.Vocabulary;

/** The fact that somebody may have meant who wrote a name that there is not. */
final class NearestName {

    private static final Pattern UNKNOWN = Pattern.compile("(?:undefined field|undeclared reference to) '([^']*)'");
    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(4);

    private NearestName() {}

    /**
     * Of the word in that message.
     *
     * @param message the compiler's
     */
    static Optional<String> of(String message) {
        Matcher matcher = UNKNOWN.matcher(message);
        return matcher.find() ? nearest(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> nearest(String word) {
        return Vocabulary.list().stream()
                .flatMap(fact -> Stream.of(fact.name(), fact.word(), fact.group())
                        .map(name -> new Candidate(fact, DISTANCE.apply(word, name))))
                .filter(candidate -> candidate.distance() >= 0)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(candidate -> candidate.fact().name());
    }

    private record Candidate(Fact fact, int distance) {}
}
