package uk.propercourse.oversight.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.propercourse.ledger.LedgerReader;

/**
 * A tile as C2SP tlog-tiles names it: {@code <level>/<index>[.p/<width>]}, the index in groups of three digits of which
 * all but the last start with {@code x}.
 *
 * @param width hashes in it, 1 to 256
 */
record TilePath(int level, long index, int width) {

    private static final Pattern FORM =
            Pattern.compile("([0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** The tile of that path; empty when it names none. */
    static Optional<TilePath> parse(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String index = matcher.group(2).replace("/", "").replace("x", "");
        int width = matcher.group(3) == null ? LedgerReader.TILE : Integer.parseInt(matcher.group(3));
        boolean shortest = !matcher.group(2).startsWith("x000/");
        return shortest && width <= LedgerReader.TILE && (matcher.group(3) == null || width < LedgerReader.TILE)
                ? Optional.of(new TilePath(Integer.parseInt(matcher.group(1)), Long.parseLong(index), width))
                : Optional.empty();
    }
}
