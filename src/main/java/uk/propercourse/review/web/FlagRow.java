package uk.propercourse.review.web;

import java.util.Locale;
import uk.propercourse.people.Naming;
import uk.propercourse.review.FlagSummary;

/** A flag in the queue: who, whom, why in one sentence. */
record FlagRow(FlagSummary flag, Naming.Shown who) {

    static FlagRow of(FlagSummary flag, Naming.Shown who) {
        return new FlagRow(flag, who);
    }

    /** Role and unit, as far as known. */
    public String post() {
        if (flag.role() == null) {
            return "Posting not known";
        }
        return words(flag.role()) + (flag.unitName() == null ? "" : ", " + flag.unitName());
    }

    /** What was looked at. */
    public String whom() {
        if (flag.subject() == null) {
            return flag.events() == 1 ? "One record that day" : flag.events() + " accesses that day";
        }
        String kind = words(flag.subject().type());
        return flag.subjectName() == null
                ? kind + " " + flag.subject().id()
                : kind + " " + flag.subjectName() + " (" + flag.subject().id() + ")";
    }

    /** Why it is here, in one sentence. */
    public String sentence() {
        return sentence(flag.because());
    }

    private String sentence(String because) {
        String start =
                because.isEmpty() ? "Looked" : because.substring(0, 1).toUpperCase(Locale.UK) + because.substring(1);
        return start + ": " + count(flag.events(), "access", "accesses") + " on " + count(flag.days(), "day", "days")
                + ".";
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    static String words(String code) {
        String text = code.toLowerCase(Locale.UK).replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.UK) + text.substring(1);
    }
}
