package uk.propercourse.investigation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.propercourse.explanation.Evidence;
import uk.propercourse.review.FlagDetail;

/** Gives records, cases and colleagues numbers, the same one wherever they come up in a pack. */
final class Redactor {

    private static final String LEFT_OUT = "[left out]";

    private final Redaction level;
    private final Map<String, String> labels = new LinkedHashMap<>();

    Redactor(Redaction level, List<FlagDetail> flags) {
        this.level = level;
        if (!level.isFull()) {
            flags.forEach(this::meet);
        }
    }

    private void meet(FlagDetail flag) {
        flag.accesses().forEach(access -> {
            meet(access.caseRef(), "case");
            meet(access.recordId(), "record");
        });
        for (Evidence tie : flag.evidence()) {
            meet(tie.caseRef(), "case");
            meet(tie.via() == null ? null : tie.via().id(), "record");
            meet(tie.assignedTo(), "colleague or unit");
            meet(tie.linkedBy(), "colleague or unit");
        }
    }

    private void meet(@Nullable String name, String kind) {
        if (name != null) {
            labels.computeIfAbsent(name, any -> kind + " " + (labels.size() + 1));
        }
    }

    /** A text that the application made, with numbers for names: whole words only, each once. */
    String text(String text) {
        if (labels.isEmpty()) {
            return text;
        }
        return names().matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(Objects.requireNonNull(labels.get(found.group()))));
    }

    private Pattern names() {
        return Pattern.compile(labels.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -name.length()).thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")));
    }

    /** What somebody typed, which may hold any name: quoted in full or not at all. */
    String typed(@Nullable String text) {
        return level.isFull() ? Objects.requireNonNullElse(text, "") : text == null || text.isEmpty() ? "" : LEFT_OUT;
    }

    /** The identifier under which a source keeps an access; it leads to the person and the record. */
    String identifier(String identifier) {
        return level.isFull() ? identifier : LEFT_OUT;
    }
}
