package uk.propercourse.access;

/** The words of an evidence bundle. */
final class BundleText {

    /** First line of the manifest. */
    static final String FORMAT = "proper-course evidence bundle 1";

    static final String README = """
            EVIDENCE BUNDLE

            This file holds entries of an access log and the proof that they are today as they were when they were
            received. The log is kept by a police force with Proper Course. You need not trust the force, the makers of
            Proper Course or this file to check it.

            HOW TO CHECK

            1. Get the verifier from somewhere other than where this bundle came from: either the page verify.html, which
               works in a browser without a network, or proper-course-verifier.jar, which needs Java 17:
                   java -jar proper-course-verifier.jar evidence.zip --key VERIFIER-KEY
            2. Get the verifier key of the log from somebody you trust, such as an inspector who noted it earlier. The key
               in manifest.txt is the one the sender claims.
            3. Compare checkpoint.txt with a checkpoint that a witness kept: ask the witness, not the sender.

            WHAT THE VERIFIER SAYS OF EACH EVENT

            unchanged   the bytes are those that were sealed
            changed     they are not, or the readable list says something else
            missing     the bundle should hold the event and does not
            erased      the content was lawfully erased on the day and for the reason shown; its place in the log is intact

            WHAT IT CANNOT SAY

            That the log of the source system was right in the first place, or that a system sent everything it should.

            FILES

            manifest.txt      what the bundle holds
            checkpoint.txt    the state of the log, signed (C2SP signed note)
            events.csv        the events, readable; times in UTC
            events/N.leaf     the bytes that were sealed, with their salt
            events/N.proof    the path from there to the checkpoint (RFC 6962); N.erasure.* is the record of an erasure
            """;

    private BundleText() {}
}
