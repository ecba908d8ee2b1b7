package uk.propercourse.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.kernel.Force;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.ledger.Ledger;
import uk.propercourse.security.SignedInUser;

/** What people found who judged something that was drawn by lot. A later judgement takes the place of an earlier one; the ledger keeps both. */
@Component
@WebOnly
class DrawnJudgements {

    /** The kind of leaf of everything about what is drawn by lot. */
    static final String KIND = "SAMPLE";

    private final JdbcClient jdbc;
    private final Force force;
    private final Ledger ledger;

    DrawnJudgements(JdbcClient jdbc, Force force, Ledger ledger) {
        this.jdbc = jdbc;
        this.force = force;
        this.ledger = ledger;
    }

    /** What is drawn, and how its leaf calls it. */
    enum Table {
        SAMPLED_ACCESS("review.sample_access", "event_key", "judged", "event"),
        BLIND_WEEK("review.blind_week", "slot_id", "blind week judged", "slot");

        private final String name;
        private final String key;
        private final String step;
        private final String field;

        Table(String name, String key, String step, String field) {
            this.name = name;
            this.key = key;
            this.step = step;
            this.field = field;
        }
    }

    /** Stores and seals it. Whether the user may was asked before. */
    @Transactional(propagation = Propagation.MANDATORY)
    void save(Table table, UUID key, String judgement, String reason, SignedInUser user, Instant now) {
        jdbc.sql("""
                        update %s set judgement = :judgement, reason = :reason, judged_by = :by, judged_at = :now
                        where force_id = :force and %s = :key
                        """.formatted(table.name, table.key))
                .param("judgement", judgement)
                .param("reason", reason)
                .param("by", user.getUsername())
                .param("now", Timestamp.from(now))
                .param("force", force.id())
                .param("key", key)
                .update();
        ledger.record(
                KIND,
                Map.of(
                        "step",
                        table.step,
                        table.field,
                        key.toString(),
                        "judgement",
                        judgement,
                        "reason",
                        reason,
                        "by",
                        user.getUsername(),
                        "at",
                        now.toString()));
    }
}
