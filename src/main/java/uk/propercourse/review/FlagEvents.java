package uk.propercourse.review;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import uk.propercourse.access.EventName;
import uk.propercourse.access.EvidenceBundles;
import uk.propercourse.kernel.WebOnly;
import uk.propercourse.security.Reveals;
import uk.propercourse.security.SignedInUser;

/** The accesses of a flag by the names that their systems gave them. */
@Service
@WebOnly
public class FlagEvents {

    private final FlagService flags;
    private final Reveals reveals;
    private final JdbcClient jdbc;

    FlagEvents(FlagService flags, Reveals reveals, JdbcClient jdbc) {
        this.flags = flags;
        this.reveals = reveals;
        this.jdbc = jdbc;
    }

    /**
     * All accesses of the flag, oldest first; one more than a bundle holds where there are more. The entries name the
     * account, so they are for those only who gave a reason to see the name.
     *
     * @throws FlagNotFoundException when there is none, or it is not for that user
     * @throws NotRevealedException when that user has not asked to see the name
     */
    @Transactional
    public List<EventName> list(SignedInUser user, FlagId id) {
        if (!reveals.holds(user, flags.getSummary(user, id).staff())) {
            throw new NotRevealedException();
        }
        return jdbc.sql("""
                        select e.system_code, e.event_id
                        from review.flag_event fe
                        join access.access_event e on e.force_id = fe.force_id and e.event_key = fe.event_key
                          and e.occurred_at = fe.occurred_at
                        where fe.flag_id = :flag order by e.occurred_at, e.event_key limit :most
                        """)
                .param("flag", id.value())
                .param("most", EvidenceBundles.MOST + 1)
                .query((row, n) -> new EventName(row.getString(1), row.getString(2)))
                .list();
    }
}
