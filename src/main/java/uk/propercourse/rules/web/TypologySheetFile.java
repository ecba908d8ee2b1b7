package uk.propercourse.rules.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import uk.propercourse.rules.Typology;
import uk.propercourse.rules.TypologySheet;
import uk.propercourse.rules.web.SharedFile.InvalidFileException;

/**
 * The sheet of one kind of misuse as a YAML file that forces can share; shares are from 0 to 1. Proven matters stay behind;
 * whoever takes it over proposes it like their own.
 */
final class TypologySheetFile {

    private TypologySheetFile() {}

    static String write(Typology typology, TypologySheet sheet) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("typology", typology.name());
        fields.put("share", sheet.share());
        fields.put("signs", new TreeMap<>(sheet.signs()));
        return SharedFile.write(
                "How a kind of misuse shows, of Proper Course. Take it over under Rules, Kinds of misuse.", fields);
    }

    /**
     * The sheet of a file.
     *
     * @param typology the kind that it must be of
     * @param live the codes of the rules that a sign may be
     * @throws InvalidFileException when something is missing or not understood, or a sign is no live rule here
     */
    static TypologySheet read(String text, Typology typology, Set<String> live) throws InvalidFileException {
        SharedFile file = SharedFile.read(text, "share: 0.05");
        Typology kind = file.oneOf(Typology.class, "typology");
        if (kind != typology) {
            throw new InvalidFileException(
                    "This is the sheet of “" + kind.label() + "”. Take it over on the page of that.");
        }
        if (!(file.required("signs") instanceof Map<?, ?> lines)) {
            throw new InvalidFileException("Under “signs:” are lines such as “OWN_CASE: 0.4”; there is none.");
        }
        Map<String, Double> signs = new TreeMap<>();
        for (Map.Entry<?, ?> line : lines.entrySet()) {
            String rule = String.valueOf(line.getKey());
            if (!live.contains(rule)) {
                throw new InvalidFileException("“" + rule
                        + "” is not the code of a live rule here. Take that rule over first, or leave out the line.");
            }
            signs.put(rule, SharedFile.number(rule, line.getValue()));
        }
        return new TypologySheet(file.number("share"), signs);
    }
}
