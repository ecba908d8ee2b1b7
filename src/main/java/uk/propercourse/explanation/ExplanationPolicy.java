package uk.propercourse.explanation;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The spans within which casework explains an access. Round values beyond what is seen in honest work; each is a
 * setting, {@code propercourse.explanation.*}.
 *
 * @param settleAfter when an event's verdict becomes final: late links that arrive before still explain
 * @param before how long before an assignment starts its work may begin
 * @param after how long after an assignment or case ends its work may run on
 * @param openingMove how long after the start of an assignment a look still counts as its first move, so that a link
 *     the officer records afterwards explains it
 * @param firstLook how far back an officer's own unexplained look at the same record is looked for
 * @param postingLag how late HR may record the start of a posting
 * @param allocated how long whoever gave out the work may look into it
 * @param allocatedAfter how long after it ended he may
 * @param supervisedAfter how long after the work a supervisor may review it
 * @param attendance how long an attendance counts as live for the team
 * @param reconsidered how far back late context makes unexplained accesses be judged again
 * @param nearMiss within what time of a look at the wrong record the right one is opened
 * @param workEnded how long after the work ended it is still shown as a weak reason
 */
@ConfigurationProperties("propercourse.explanation")
public record ExplanationPolicy(
        @DefaultValue("72h") Duration settleAfter,
        @DefaultValue("30m") Duration before,
        @DefaultValue("2h") Duration after,
        @DefaultValue("2h") Duration openingMove,
        @DefaultValue("30d") Duration firstLook,
        @DefaultValue("7d") Duration postingLag,
        @DefaultValue("14d") Duration allocated,
        @DefaultValue("30h") Duration allocatedAfter,
        @DefaultValue("48h") Duration supervisedAfter,
        @DefaultValue("12h") Duration attendance,
        @DefaultValue("35d") Duration reconsidered,
        @DefaultValue("60s") Duration nearMiss,
        @DefaultValue("30d") Duration workEnded) {

    /** The strength at which an access counts as explained (feed contract, section 2). */
    public static final double EXPLAINED = 0.5;

    /** How long after a case closed it may still tie anyone who was assigned to it while it was open. */
    Duration lookBack() {
        return Stream.of(workEnded, supervisedAfter, allocatedAfter, attendance.plus(after))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A span as a constant of SQL, which costs nothing a row. */
    public static String interval(Duration span) {
        return "interval '" + span.toSeconds() + " seconds'";
    }
}
