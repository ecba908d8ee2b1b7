package uk.propercourse.explanation;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.intake.ContextReceived;
import uk.propercourse.kernel.Force;

/**
 * Queues accesses to be judged again when context arrives that their verdict may rest on: unexplained ones of the last 35
 * days whose record, case or person the batch is about, and those whose account now has an owner.
 *
 * <p>Judged again before it settles, an access stays unsettled; afterwards its verdict changes visibly, and a flag that
 * it carried may become explained.
 */
@Component
class Reconsideration {

    /** For each feed the accesses that its new and changed rows (those of the batch) bear on. */
    private static final Map<String, String> AFFECTED =
            Map.of("accounts", """
            select v.event_key, v.occurred_at, v.staff_id, v.occurred_at + :settle::interval as due_at
            from explanation.verdict v
            join access.access_event e on e.force_id = v.force_id and e.event_key = v.event_key
              and e.occurred_at = v.occurred_at
            join people.account c on c.force_id = v.force_id and c.system_code = e.system_code
              and c.account_id = e.account_id and c.batch_id = :batch
            where v.force_id = :force and v.staff_id is null
            """, "case_links", """
            select v.event_key, v.occurred_at, v.staff_id, :now::timestamptz as due_at
            from casework.case_link c
            join explanation.verdict v on v.force_id = c.force_id and v.record_id = c.record_id
              and v.record_type = c.record_type and not v.explained and v.occurred_at > :since
            where c.force_id = :force and c.batch_id = :batch
            """, "case_assignments", """
            select v.event_key, v.occurred_at, v.staff_id, :now::timestamptz as due_at
            from casework.case_assignment c
            join casework.case_link l on l.force_id = c.force_id and l.case_ref = c.case_ref
            join explanation.verdict v on v.force_id = c.force_id and v.record_id = l.record_id
              and v.record_type = l.record_type and not v.explained and v.occurred_at > :since
            where c.force_id = :force and c.batch_id = :batch
            """, "duty", """
            select v.event_key, v.occurred_at, v.staff_id, :now::timestamptz as due_at
            from people.duty c
            join explanation.verdict v on v.force_id = c.force_id and v.staff_id = c.staff_id and not v.explained
              and v.occurred_at > :since and v.occurred_at between c.starts_at - interval '1 day' and c.ends_at + interval '1 day'
            where c.force_id = :force and c.batch_id = :batch
            """, "postings", """
            select v.event_key, v.occurred_at, v.staff_id, :now::timestamptz as due_at
            from people.posting c
            join explanation.verdict v on v.force_id = c.force_id and v.staff_id = c.staff_id and not v.explained
              and v.occurred_at > :since and v.occurred_at >= c.valid_from
            where c.force_id = :force and c.batch_id = :batch
            """);

    private final JdbcClient jdbc;
    private final Force force;
    private final Clock clock;
    private final ExplanationPolicy policy;

    Reconsideration(JdbcClient jdbc, Force force, Clock clock, ExplanationPolicy policy) {
        this.jdbc = jdbc;
        this.force = force;
        this.clock = clock;
        this.policy = policy;
    }

    @EventListener
    @Transactional
    public void on(ContextReceived received) {
        String affected = AFFECTED.get(received.kind());
        if (affected == null) {
            return;
        }
        if (received.kind().equals("accounts")) {
            findAgain(received.batchId());
        }
        jdbc.sql("""
                        insert into explanation.settling (force_id, due_at, event_key, occurred_at, part)
                        select :force, a.due_at, a.event_key, a.occurred_at,
                          mod(abs(hashtext(coalesce(a.staff_id, a.event_key::text))::bigint), %d)
                        from (%s) a
                        where :since::timestamptz is not null and :now::timestamptz is not null
                          and :settle::text is not null
                        on conflict do nothing
                        """.formatted(DueQueue.PARTS, affected))
                .param("force", force.id())
                .param("batch", received.batchId())
                .param("now", Timestamp.from(clock.instant()))
                .param("since", Timestamp.from(clock.instant().minus(policy.reconsidered())))
                .param("settle", policy.settleAfter().toSeconds() + " seconds")
                .update();
    }

    /** What has yet to settle forgets who it was, where the account may have got another holder. */
    private void findAgain(UUID batchId) {
        jdbc.sql("""
                        update explanation.settling set system_code = null
                        where force_id = :force and (
                          account_id in (select account_id from people.account where force_id = :force and batch_id = :batch)
                          or on_behalf_of in (
                            select account_id from people.account where force_id = :force and batch_id = :batch))
                        """).param("force", force.id()).param("batch", batchId).update();
    }
}
