package uk.propercourse.review.web;

import uk.propercourse.kernel.English;
import uk.propercourse.people.Naming;
import uk.propercourse.review.FlagStatus;
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
        return English.words(flag.role()) + (flag.unitName() == null ? "" : ", " + flag.unitName());
    }

    /** Where it stands, for people. */
    public String status() {
        return FlagStatus.valueOf(flag.status()).label();
    }

    /** What was looked at. */
    public String whom() {
        if (flag.subject() == null) {
            return flag.events() == 1 ? "One record that day" : flag.events() + " accesses that day";
        }
        String kind = English.words(flag.subject().type());
        return flag.subjectName() == null
                ? kind + " " + flag.subject().id()
                : kind + " " + flag.subjectName() + " (" + flag.subject().id() + ")";
    }

    /** Why it is here, in one sentence. */
    public String sentence() {
        return told(flag.because());
    }

    private String told(String because) {
        String start = because.isEmpty() ? "Looked" : English.sentence(because);
        return start + ": " + English.count(flag.events(), "access", "accesses") + " on "
                + English.count(flag.days(), "day", "days") + ".";
    }
}
