package uk.propercourse.review;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.EventsErased;
import uk.propercourse.rules.FindingWithdrawal;

/** Takes findings of lawfully erased events out of the flags that rest on them; a flag that rests on nothing else goes. */
@Component
class FindingErasure {

    private final FindingWithdrawal findings;
    private final FlagRaising flags;
    private final JdbcClient jdbc;

    FindingErasure(FindingWithdrawal findings, FlagRaising flags, JdbcClient jdbc) {
        this.findings = findings;
        this.flags = flags;
        this.jdbc = jdbc;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EventsErased erased) {
        findings.delete(erased.eventKeys());
        flags.update(FlagRaising.ALL);
        jdbc.sql("""
                        delete from review.flag fl using touched t
                        where fl.staff_id = t.staff_id and fl.story = t.story and not exists (
                          select from rules.finding f
                          where f.force_id = fl.force_id and f.staff_id = fl.staff_id and f.story = fl.story)
                          and not exists (select from review.decision d where d.flag_id = fl.flag_id)
                          and not exists (select from review.justification_request q where q.flag_id = fl.flag_id)
                          and not exists (select from investigation.investigation_flag i where i.flag_id = fl.flag_id)
                        """).update();
        flags.scoreDossiers();
    }
}
