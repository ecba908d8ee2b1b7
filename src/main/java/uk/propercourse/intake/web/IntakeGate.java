package uk.propercourse.intake.web;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import uk.propercourse.kernel.WebOnly;

/**
 * Lets as many bodies in at a time as the database takes, and no sender more than a part of them, so that a sender in a
 * hurry does not hold up the others. Whoever is turned away keeps the body and sends it again.
 */
@Component
@WebOnly
class IntakeGate {

    /** Bodies at a time, of all senders. */
    static final int ALL = 4;
    /** Bodies at a time, of one sender. */
    static final int ONE = 2;

    private final Map<String, Integer> inside = new HashMap<>();
    private int all;

    /** Whether the sender may come in now; who does must {@link #leave}. */
    synchronized boolean enter(String sender) {
        int mine = inside.getOrDefault(sender, 0);
        if (all >= ALL || mine >= ONE) {
            return false;
        }
        all++;
        inside.put(sender, mine + 1);
        return true;
    }

    synchronized void leave(String sender) {
        all--;
        inside.computeIfPresent(sender, (name, mine) -> mine == 1 ? null : mine - 1);
    }
}
