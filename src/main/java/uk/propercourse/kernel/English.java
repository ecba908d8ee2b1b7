package uk.propercourse.kernel;

import java.util.Locale;

/** Numbers and codes as people read them. */
public final class English {

    private English() {}

    /** A number with its noun, such as "1 access" or "3 accesses". */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** A code such as {@code CUSTODY_SUITE} as "Custody suite". */
    public static String words(String code) {
        return sentence(code.toLowerCase(Locale.UK).replace('_', ' '));
    }

    /** With a capital letter at its beginning. */
    public static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.UK) + text.substring(1);
    }
}
